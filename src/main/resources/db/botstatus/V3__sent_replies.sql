-- Messages that come back from a chat platform: which are the bot's own, and what told who wrote the others.

-- "human, because sender.type is user ...": of whatever followed from a message whose sender somebody had to find out.
alter table bot_event add column evidence text;

alter table bot_message
    -- Of a message that the bot has sent: the reply that it carries.
    add column reply_id text,
    -- Of a granted reply: the hash of its text, by which it is known when it comes back before its id does.
    add column content_hash bytea,
    -- Of a message that placed a hold or met one: which (by its process instance), and what it asked of it by itself. So it can be
    -- taken back, should it turn out to be the bot's own, and leave what others ask.
    add column hold_instance text,
    add column hold_status text,
    add column hold_until timestamptz;

create index bot_message_reply on bot_message (contact_id, reply_id) where reply_id is not null;
create index bot_message_granted on bot_message (contact_id, seen_at) where reply_epoch is not null;
