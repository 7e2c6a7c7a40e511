-- One person under several ids. The row of an alias names the contact that it stands for and has no hold, no reply and no message of
-- its own: so whoever has its lock, or a permit that waited for it, reads there that it is another's.

alter table contact_bot add column alias_of text;

create index contact_bot_aliases on contact_bot (alias_of) where alias_of is not null;

alter table contact_bot
    add constraint contact_bot_alias_check
        check (alias_of is null or (alias_of <> contact_id and inactive_until = '-infinity' and snoozed_until = '-infinity'
                                    and reply_window_start is null)) not valid;

-- Two contacts became one, or one became two; and a trigger for which the policy places no pause.
alter table bot_event
    drop constraint bot_event_type_check,
    add constraint bot_event_type_check
        check (type in ('placed', 'extended', 'replaced', 'released', 'expired', 'limit_reached', 'repaired', 'joined', 'separated',
                        'no_pause')) not valid;
