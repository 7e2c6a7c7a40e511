-- Of a granted reply: the contact's message that it answers. Of two replies to one message, the second collides here.

alter table bot_message add column answers text;

create unique index bot_idx_message_answers on bot_message (contact_id, answers) where answers is not null;
