-- Keys of programs. The key itself is kept nowhere: only its hash is, which is fast to make, since what was made at random cannot be guessed.
create table bot_api_key (
    id           text        primary key,
    name         text        not null,
    roles        text[]      not null,
    hash         bytea       not null,
    created_at   timestamptz not null,
    created_by   text,
    expires_at   timestamptz,
    last_used_at timestamptz,
    revoked_at   timestamptz,
    revoked_by   text
);

-- The name is what setBy says of a change; a revoked key leaves it to its successor.
create unique index bot_api_key_name on bot_api_key (name) where revoked_at is null;
