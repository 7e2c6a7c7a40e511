-- Pauses whose deadlines fall into the same window of time and that share one instance of bot-pause (botstatus.cohort-window). A row
-- is here as long as others may join: whoever joins holds a share of its lock until he commits, and whoever closes it waits for none.

create table bot_cohort (
    window_end          timestamptz not null primary key,
    -- Empty for the moment in which its instance is being started, in a transaction that nobody else sees.
    process_instance_id text        not null
);

create index bot_cohort_process_instance on bot_cohort (process_instance_id);
