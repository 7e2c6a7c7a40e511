-- What is old goes (botstatus.retention). Events and contacts are walked along their keys and need nothing new.

-- Messages by when they were seen. The BRIN index of V1 could tell that only as long as a table is never deleted from: rows of
-- today on a page of last year make it ask for all that lies between.
create index bot_message_seen on bot_message (seen_at);
drop index bot_message_seen_at;

-- A change that is over does not need to know any more who had the last turn, and must not when that contact is forgotten.
update bot_bulk_change set last_contact = '' where state <> 'running';
