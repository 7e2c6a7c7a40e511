-- Whoever follows the history of all contacts asks for the events of the transactions that the last look could not see.
create index bot_event_xid on bot_event (xid);

-- The paused contacts in the order in which they come back; contacts that nothing holds back are none of it.
create index contact_bot_reactivation on contact_bot (greatest(inactive_until, snoozed_until), contact_id)
    where greatest(inactive_until, snoozed_until) > '-infinity';
