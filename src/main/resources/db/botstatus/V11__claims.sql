-- Who may say of a message that it is the bot's own, though it was taken for a person's.

alter table bot_message
    -- Who says who wrote it: 'proof' if a platform's own delivery sets a person apart from the bot; 'guess' if a platform can't tell,
    -- and of what older versions have noted; 'word' if a caller says so; 'unsure' if a caller reports it and does not know.
    add column certainty text not null default 'guess',
    -- Of a message that the bot has named as its own: who said so.
    add column claimed_by text,
    -- Of a message that the bot has sent without a permit: whether it was counted against the message limit.
    add column counted boolean not null default false;

-- Not looked at again row by row, since all of them have the default.
alter table bot_message
    add constraint bot_message_certainty_check check (certainty in ('unsure', 'word', 'guess', 'proof')) not valid;
