-- What several statements need, each spelled once. PostgreSQL puts the text of each function in the place of its call, so a plan is
-- what it would be without it.

-- A contact's status at a moment, from the two columns of its row: inactive comes before snoozed.
create function bot_status_at(inactive_until timestamptz, snoozed_until timestamptz, moment timestamptz) returns text
    language sql immutable parallel safe as
$$ select case when inactive_until > moment then 'inactive' when snoozed_until > moment then 'snoozed' else 'active' end $$;

-- What a hold says about the column of a status in the contact's row; the row has the latest of all its holds.
create function bot_until_as(column_status text, status text, until timestamptz) returns timestamptz
    language sql immutable parallel safe as
$$ select case when status = column_status then until else '-infinity' end $$;

-- The engine's tables, as far as the plugin reads them in statements of its own. The engine may make them only later.
set check_function_bodies = off;

-- The running instances of a process, without those inside of them.
create function bot_engine_instance(process text)
    returns table (id text, business_key text, suspended boolean, bundled boolean)
    language sql stable parallel safe as
$$
select e.id_::text, e.business_key_::text, e.suspension_state_ = 2, d.source_ = 'camunda-bot-status'
  from act_ru_execution e
  join act_re_procdef p on p.id_ = e.proc_def_id_
  join act_re_deployment d on d.id_ = p.deployment_id_
 where e.parent_id_ is null and p.key_ = process
$$;

-- All running executions.
create function bot_engine_execution() returns table (id text, process_id text)
    language sql stable parallel safe as
$$ select id_::text, proc_def_id_::text from act_ru_execution $$;

-- All jobs. Times are in the time zone of the session, which the driver sets to that of its JVM, as the engine does.
create function bot_engine_job()
    returns table (id text, process_instance_id text, process text, type text, handler text, due timestamp, created timestamp,
                   retries integer, suspended boolean, lock_owner text, locked_until timestamp)
    language sql stable parallel safe as
$$
select id_::text, process_instance_id_::text, process_def_key_::text, type_::text, handler_type_::text, duedate_, create_time_,
       retries_, suspension_state_ = 2, lock_owner_::text, lock_exp_time_
  from act_ru_job
$$;

-- The instances that wait for an event of this name.
create function bot_engine_waiting(event text) returns table (process_instance_id text)
    language sql stable parallel safe as
$$ select distinct proc_inst_id_::text from act_ru_event_subscr where event_name_ = event $$;

-- The first name in the order of the index, from this one on, that anything waits for: one step, however many wait for others.
create function bot_engine_event_from(event text) returns table (name text)
    language sql stable parallel safe as
$$ select event_name_::text from act_ru_event_subscr where event_name_ >= event order by event_name_ limit 1 $$;

-- The version of a decision that the engine asks.
create function bot_engine_decision(decision text) returns table (id text)
    language sql stable parallel safe as
$$ select id_::text from act_re_decision_def where key_ = decision and tenant_id_ is null order by version_ desc limit 1 $$;

-- A variable of a process instance that is a moment.
create function bot_engine_moment(process_instance_id text, variable text) returns table (moment timestamptz)
    language sql stable parallel safe as
$$
select to_timestamp(v.long_ / 1000.0) from act_ru_variable v where v.execution_id_ = process_instance_id and v.name_ = variable
$$;

-- The versions of all processes that belong to no tenant.
create function bot_engine_process() returns table (id text, key text, version integer, suspended boolean)
    language sql stable parallel safe as
$$ select id_::text, key_::text, version_, suspension_state_ = 2 from act_re_procdef where tenant_id_ is null $$;

-- What makes the jobs of a process.
create function bot_engine_job_definition() returns table (id text, process_id text, activity_id text, suspended boolean)
    language sql stable parallel safe as
$$ select id_::text, proc_def_id_::text, act_id_::text, suspension_state_ = 2 from act_ru_jobdef $$;

-- Failed jobs by their incidents, each where it has failed and not again in every process that has called it.
create function bot_engine_failed_job() returns table (process text)
    language sql stable parallel safe as
$$
select d.key_::text
  from act_ru_incident i left join act_re_procdef d on d.id_ = i.proc_def_id_
 where i.incident_type_ = 'failedJob' and i.cause_incident_id_ = i.id_
$$;

reset check_function_bodies;
