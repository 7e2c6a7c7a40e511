-- Contact bot status: the holds that keep the bot quiet, the row that the hot path reads, and the history.
-- 'infinity' stands for "until released", '-infinity' for "never": then two timestamps are the whole status of a contact.

create table bot_settings (
    one_row              boolean     not null primary key default true check (one_row),
    mode                 text        not null check (mode in ('off', 'suggestive', 'auto_pilot')),
    message_limit        integer     not null check (message_limit between 1 and 1000000),
    -- An exact span (hours and below), so that adding it to a timestamp never depends on a time zone.
    message_limit_window interval    not null check (message_limit_window > interval '0')
);

insert into bot_settings (mode, message_limit, message_limit_window) values ('auto_pilot', 75, interval '24 hours');

-- One sequence for all contacts: an epoch never comes again, not even for a contact that was forgotten and seen anew.
create sequence bot_epoch;

create table contact_bot (
    contact_id     text        not null primary key check (char_length(contact_id) between 1 and 200),
    inactive_until timestamptz not null default '-infinity',
    snoozed_until  timestamptz not null default '-infinity',
    epoch          bigint      not null default 0,
    -- Replies granted since reply_window_start; no window is open while that is null.
    reply_count        integer     not null default 0,
    reply_window_start timestamptz
) with (fillfactor = 80); -- room on the page for the next version of a row that is updated with every reply

create table bot_hold (
    contact_id          text        not null references contact_bot on delete cascade,
    cause               text        not null check (cause ~ '^[a-z][a-z0-9_]{0,39}$'),
    status              text        not null check (status in ('snoozed', 'inactive')),
    since               timestamptz not null,
    until               timestamptz not null check (until > since),
    -- How far a repeated trigger moves the deadline from the time it happened; null: a repeat leaves it alone.
    slide               interval,
    -- The latest deadline that repeated triggers can reach.
    at_most             timestamptz not null default 'infinity',
    -- Which policy, seen with which attributes, made this hold; a repeat with the same needs no new decision.
    policy_key          uuid,
    reason              text,
    set_by              text,
    process_instance_id text,
    primary key (contact_id, cause)
) with (fillfactor = 80);

create index bot_hold_process_instance on bot_hold (process_instance_id);

create table bot_event (
    id                  bigint      not null generated always as identity primary key,
    contact_id          text        not null,
    at                  timestamptz not null,
    type                text        not null check (type in ('placed', 'extended', 'replaced', 'released', 'expired', 'limit_reached')),
    cause               text        not null,
    status_before       text        not null,
    status_after        text        not null,
    until               timestamptz,
    set_by              text,
    reason              text,
    process_instance_id text,
    activity_id         text,
    -- The writing transaction: a reader that follows the table waits for older ones and so misses no late commit.
    xid                 xid8        not null default pg_current_xact_id()
);

create index bot_event_contact on bot_event (contact_id, id);

create table bot_message (
    contact_id text        not null,
    message_id text        not null check (char_length(message_id) between 1 and 200),
    sender     text        not null check (sender in ('contact', 'human', 'bot', 'workflow')),
    seen_at    timestamptz not null,
    -- Of a granted reply: the contact's epoch right after the grant. While it stands, asking again gets the same answer.
    reply_epoch bigint,
    primary key (contact_id, message_id)
);

create index bot_message_seen_at on bot_message using brin (seen_at);
