-- Due dates of the engine's jobs as instants. The engine's own columns have no zone: they count in that of the session, which the
-- driver sets to that of its JVM. The server gives them one. Each function compares the column as it is, so that an index serves both.
set check_function_bodies = off;

-- Jobs that wait since a moment or longer, the longest first, at most so many; those without a due date since they exist.
create function bot_engine_due_job(moment timestamptz, most integer) returns table (process text, due timestamptz)
    language sql stable parallel safe as
$$
(select process_def_key_::text, duedate_::timestamptz from act_ru_job
  where duedate_ <= moment and retries_ > 0 and suspension_state_ <> 2
  order by duedate_ limit most)
union all
(select process_def_key_::text, create_time_::timestamptz from act_ru_job
  where duedate_ is null and retries_ > 0 and suspension_state_ <> 2 limit most)
$$;

-- All timers.
create function bot_engine_timer()
    returns table (process_instance_id text, due timestamptz, retries integer, suspended boolean)
    language sql stable parallel safe as
$$
select process_instance_id_::text, duedate_::timestamptz, retries_, suspension_state_ = 2 from act_ru_job where type_ = 'timer'
$$;

reset check_function_bodies;
