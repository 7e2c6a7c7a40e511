-- One request that changes the bot status of many contacts, in batches: what was asked for, how far it has come, what is left of it.

create table bot_bulk_change (
    id                  uuid        not null primary key,
    state               text        not null check (state in ('running', 'done', 'stopped', 'undoing', 'undone')),
    -- What every contact is to have.
    status              text        not null check (status in ('active', 'snoozed', 'inactive')),
    cause               text        not null check (cause ~ '^[a-z][a-z0-9_]{0,39}$'),
    override            boolean     not null,
    -- One deadline for all, counted from the request; 'infinity' stands for "until released".
    until               timestamptz not null,
    reason              text,
    set_by              text,
    -- Whom: those listed in bot_bulk_change_contact, or all that match.
    listed              boolean     not null,
    filter_status       text check (filter_status in ('active', 'snoozed', 'inactive')),
    filter_cause        text,
    filter_search       text        not null default '',
    filter_paused       boolean     not null default false,
    requested_at        timestamptz not null,
    -- How many contacts there were to change when it was asked for, and how many of them had their turn.
    expected            bigint      not null,
    done                bigint      not null default 0,
    changed             bigint      not null default 0,
    -- The last contact that had its turn; the next batch begins behind it.
    last_contact        text        not null default '',
    finished_at         timestamptz,
    -- The instance of bot-bulk-change that is at work, or was last.
    process_instance_id text
);

create index bot_bulk_change_requested on bot_bulk_change (requested_at, id);

-- The contacts of a list that wait for their turn.
create table bot_bulk_change_contact (
    change_id  uuid not null references bot_bulk_change on delete cascade,
    contact_id text not null,
    primary key (change_id, contact_id)
);

create index bot_bulk_change_contact_contact on bot_bulk_change_contact (contact_id);

-- The instances of bot-pause that hold its contacts, one for each batch.
create table bot_bulk_change_pause (
    change_id           uuid not null references bot_bulk_change on delete cascade,
    process_instance_id text not null primary key
);

create index bot_bulk_change_pause_change on bot_bulk_change_pause (change_id);

-- The process instances whose holds it took away. They wait for nothing any more, if nobody has a hold by them, and are ended soon.
create table bot_bulk_change_left (
    change_id           uuid not null references bot_bulk_change on delete cascade,
    process_instance_id text not null,
    primary key (change_id, process_instance_id)
);
