-- Whoever asks for a permit or changes a status reads the settings: without their row nothing could be answered, nor made good by a call.

insert into bot_settings (mode, message_limit, message_limit_window) values ('auto_pilot', 75, interval '24 hours')
    on conflict do nothing;

create function bot_settings_stay() returns trigger language plpgsql as
$$
begin
    raise exception 'bot_settings has one row, which stays. Change it instead.';
end
$$;

create trigger bot_settings_stay before delete or truncate on bot_settings
    for each statement execute function bot_settings_stay();
