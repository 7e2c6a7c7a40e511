package io.botstatus;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds rows, events and process instances that disagree, in the whole database. */
public final class Contradictions {

    private Contradictions() {}

    /**
     * Contacts whose row does not follow from their holds, instances of {@code bot-pause} that no hold waits for, holds without an
     * instance, and holds that the contact's events, replayed, do not lead to, or the other way round. A cohort that its last two
     * contacts have left at the same moment ends by its timer, so it is none of these as long as it has one.
     */
    public static List<String> in(JdbcClient sql) {
        return sql.sql("""
                        select 'derived row of ' || c.contact_id
                          from contact_bot c
                          join lateral (select coalesce(max(until) filter (where status = 'inactive'), '-infinity') as inactive,
                                               coalesce(max(until) filter (where status = 'snoozed'), '-infinity') as snoozed
                                          from bot_hold h where h.contact_id = c.contact_id) h
                            on h.inactive <> c.inactive_until or h.snoozed <> c.snoozed_until
                        union all
                        select coalesce('hold without instance: ' || h.process_instance_id, 'instance without hold: ' || i.id_)
                          from (select distinct process_instance_id from bot_hold
                                 where process_instance_id not in (select process_instance_id from bot_cohort)) h
                          full join (select e.id_ from act_ru_execution e join act_re_procdef p on p.id_ = e.proc_def_id_
                                      where e.parent_id_ is null and p.key_ = 'bot-pause'
                                        and e.id_ not in (select process_instance_id from bot_cohort)) i on i.id_ = h.process_instance_id
                         where i.id_ is null
                            or (h.process_instance_id is null
                                and not exists (select from act_ru_variable v join act_ru_job j on j.process_instance_id_ = i.id_
                                                 where v.execution_id_ = i.id_ and v.name_ = 'cohortEndsAt'))
                        union all
                        select 'cohort without instance: ' || window_end from bot_cohort
                         where process_instance_id not in (select id_ from act_ru_execution)
                        union all
                        select 'replayed events of ' || coalesce(h.contact_id || ' ' || h.cause, e.contact_id || ' ' || e.cause)
                          from bot_hold h
                          full join (select * from (select distinct on (contact_id, cause) * from bot_event
                                                     where type not in ('limit_reached', 'repaired', 'no_pause')
                                                       and not (type in ('joined', 'separated') and cause = 'alias') order by contact_id, cause, id desc) last
                                      where type not in ('released', 'expired')) e
                            on e.contact_id = h.contact_id and e.cause = h.cause and e.until = h.until
                         where h.cause is null or e.cause is null""").query(String.class).list();
    }
}
