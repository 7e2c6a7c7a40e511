-- Who changed the settings, and when: "why did the bot not answer that day?" may have the mode as its answer.

create table bot_settings_event (
    id                   bigint generated always as identity primary key,
    at                   timestamptz not null,
    mode                 text        not null check (mode in ('off', 'suggestive', 'auto_pilot')),
    message_limit        integer     not null,
    message_limit_window interval    not null,
    set_by               text
);

-- What the first change finds.
insert into bot_settings_event (at, mode, message_limit, message_limit_window)
select now(), mode, message_limit, message_limit_window from bot_settings;
