package io.botstatus.repair;

import static io.botstatus.database.Sql.time;

import io.botstatus.base.LowerCaseEnum;
import io.botstatus.bulk.BotBulkChange;
import io.botstatus.database.Sql;
import io.botstatus.pause.BotPause;
import io.botstatus.pause.BotVariables;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The SQL that finds disagreements in the whole database. Each statement reads its tables once and joins them as sets. It returns a
 * limited number of each kind, and counts all.
 *
 * <p>The engine's due dates are in the time zone of the session, which the driver sets to that of this JVM, as the engine does.
 */
final class InconsistencyStore {

    private final JdbcClient sql;

    InconsistencyStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** Makes the transaction read one snapshot. Call this before its first statement. */
    void freeze() {
        sql.sql("set transaction isolation level repeatable read, read only").update();
    }

    /** Contacts' rows that do not follow from their holds. */
    List<Row> rows(Instant now, int limit) {
        return numbered("""
                        with said as materialized (
                          select contact_id, max(bot_until_as('inactive', status, until)) as inactive_until,
                                 max(bot_until_as('snoozed', status, until)) as snoozed_until
                            from bot_hold group by contact_id
                        ), found as (
                          select 'stale_row' as kind, c.contact_id, null as cause, null as process_instance_id, null as id,
                                 format('The row is inactive until %s and snoozed until %s; the holds say %s and %s.',
                                        c.inactive_until, c.snoozed_until, coalesce(h.inactive_until, '-infinity'),
                                        coalesce(h.snoozed_until, '-infinity')) as detail
                            from contact_bot c left join said h on h.contact_id = c.contact_id
                           where c.inactive_until <> coalesce(h.inactive_until, '-infinity')
                              or c.snoozed_until <> coalesce(h.snoozed_until, '-infinity')
                        )
                        select *, count(*) over () as total from found order by contact_id limit :limit""", now, limit).query(InconsistencyStore::row).list();
    }

    /**
     * Holds that do not follow from the replayed history. The last event of each contact and cause leads to the hold, or to none.
     * The event of a very old hold may have been deleted by retention.
     */
    List<Row> history(Instant now, int limit) {
        return numbered("""
                        with newest as (
                          select max(id) as id from bot_event
                           where type not in ('limit_reached', 'no_pause', 'repaired')
                             and not (type in ('joined', 'separated') and cause = 'alias') group by contact_id, cause
                        ), placed as (
                          select e.contact_id, e.cause, e.until, e.process_instance_id from newest n join bot_event e on e.id = n.id
                           where e.type not in ('released', 'expired')
                        ), found as (
                          select case when h.cause is null then 'event_without_hold' else 'hold_without_event' end as kind,
                                 coalesce(h.contact_id, e.contact_id) as contact_id, coalesce(h.cause, e.cause) as cause,
                                 coalesce(h.process_instance_id, e.process_instance_id) as process_instance_id, null as id,
                                 case when h.cause is null then format('The history has a hold until %s.', e.until)
                                      when e.cause is null then format('The hold until %s is not in the history.', h.until)
                                      else format('The hold is until %s, by the history until %s.', h.until, e.until)
                                 end as detail
                            from bot_hold h full join placed e on e.contact_id = h.contact_id and e.cause = h.cause
                           where h.cause is null or h.until <> e.until
                              or (e.cause is null
                                  and h.since >= coalesce((select at from bot_event order by id limit 1), '-infinity'))
                        )
                        select * from (select *, count(*) over (partition by kind) as total,
                                              row_number() over (partition by kind order by contact_id, cause) as place
                                         from found) as numbered
                         where place <= :limit order by kind, place""", now, limit).query(InconsistencyStore::row).list();
    }

    /** Counts of replies that no permit can have left: the bot could send more, or fewer, than the limit allows. */
    List<Row> counts(Instant now, int limit) {
        return numbered("""
                        with opened as (
                          select c.contact_id, c.reply_count, c.reply_window_start,
                                 c.reply_window_start + s.message_limit_window > :now as running
                            from contact_bot c cross join bot_settings s
                           where c.reply_count <> 0 or c.reply_window_start is not null
                        ), granted as (
                          select m.contact_id, count(*) as replies
                            from bot_message m join opened o on o.contact_id = m.contact_id and o.running
                           where m.reply_epoch is not null and m.seen_at >= o.reply_window_start
                           group by m.contact_id
                        ), found as (
                          select 'reply_count' as kind, o.contact_id, null as cause, null as process_instance_id, null as id,
                                 format('%s replies counted since %s; %s were granted.', o.reply_count,
                                        o.reply_window_start, coalesce(g.replies, 0)) as detail
                            from opened o left join granted g on g.contact_id = o.contact_id
                           where o.reply_count < 0 or o.reply_window_start is null
                              or o.reply_window_start > :now + make_interval(secs => :tolerance)
                              or (o.running and o.reply_count < g.replies)
                        )
                        select *, count(*) over () as total from found order by contact_id limit :limit""", now, limit)
                .param("tolerance", Sql.seconds(HoldRepairs.CLOCKS_DIFFER))
                .query(InconsistencyStore::row)
                .list();
    }

    /**
     * Holds and the process instances that stand for them. An instance has one fault at a time, and the next one shows after the
     * repair. A cohort that its last two contacts have left at the same moment is no fault: it ends by its timer.
     *
     * @param lag how much later than at the deadline the end may be recorded
     * @param window of cohorts, whose timers fire at the end of a window
     */
    List<Row> instances(Instant now, Duration lag, Duration window, int limit) {
        return numbered("""
                        with held as (
                          select process_instance_id as instance, count(*) as holds, min(contact_id) as contact_id,
                                 min(cause) as cause, min(until) as until
                            from bot_hold group by process_instance_id, case when process_instance_id is null then contact_id end
                        ), wanted as (
                          select coalesce(h.instance, c.process_instance_id) as instance, coalesce(h.holds, 0) as holds,
                                 h.contact_id, h.cause, coalesce(h.until, c.window_end) as until,
                                 c.window_end is not null as is_open
                            from held h full join bot_cohort c on c.process_instance_id = h.instance
                        ), running as (
                          select id as instance, business_key, bundled from bot_engine_instance(:process)
                        ), timers as (
                          select process_instance_id as instance, min(due) as first,
                                 min(due) filter (where retries > 0 and not suspended) as due
                            from bot_engine_timer() group by process_instance_id
                        ), waiting as (
                          select process_instance_id as instance from bot_engine_waiting(:released)
                        ), judged as (
                          select w.*, r.instance as running, t.instance as timer, t.first, t.due, wait.instance as waits,
                                 r.business_key, coalesce(w.instance, r.instance) as which, r.bundled,
                                 case when w.instance is null
                                        or w.until < :now - make_interval(secs => :lag)
                                        or t.due > w.until + interval '1 second'
                                      then (select moment from bot_engine_moment(coalesce(w.instance, r.instance), :cohortEndsAt))
                                      end as cohort_end
                            from wanted w
                            full join running r on r.instance = w.instance
                            left join waiting wait on wait.instance = coalesce(w.instance, r.instance)
                            left join timers t on t.instance = coalesce(w.instance, r.instance)
                        ), reckoned as (
                          select *, case when cohort_end is null then until
                                         else greatest(cohort_end, until + make_interval(secs => :window)) end as latest
                            from judged
                        ), faults as (
                          select *, case
                                   when running is null and holds > 0 then 'hold_without_instance'
                                   when running is null then 'cohort_without_instance'
                                   when until is null then
                                     case when (bundled or waits is not null)
                                            and not coalesce(cohort_end is not null
                                                             and due >= :now - make_interval(secs => :lag), false)
                                            and not exists (select from bot_bulk_change_left l where l.process_instance_id = running)
                                          then 'instance_without_hold' end
                                   when waits is null then 'instance_not_waiting'
                                   when until < :now - make_interval(secs => :lag)
                                        and not coalesce(cohort_end is not null and due <= latest
                                                         and due >= :now - make_interval(secs => :lag), false)
                                     then 'overdue_hold'
                                   when until = 'infinity' then null
                                   when timer is null then 'timer_missing'
                                   when due is null then 'timer_stopped'
                                   when due > latest + interval '1 second' then 'timer_late'
                                 end as kind
                            from reckoned
                        ), found as (
                          select kind, coalesce(contact_id, business_key) as contact_id,
                                 case when holds = 1 then cause end as cause, which as process_instance_id, null as id,
                                 case when until is null then 'It has no hold.'
                                      else format('%s, the first until %s; the timer is due %s.',
                                                  case holds when 0 then 'A cohort without a hold' when 1 then 'One hold'
                                                             else holds || ' holds' end,
                                                  until, coalesce(due::text, first || ', but stopped', 'at no time')) end as detail
                            from faults where kind is not null
                        )
                        select * from (select *, count(*) over (partition by kind) as total,
                                              row_number() over (partition by kind order by contact_id, process_instance_id) as place
                                         from found) as numbered
                         where place <= :limit order by kind, place""", now, limit)
                .param("lag", Sql.seconds(lag))
                .param("window", Sql.seconds(window))
                .param("process", BotPause.PROCESS)
                .param("released", BotPause.HOLD_RELEASED)
                .param("cohortEndsAt", BotVariables.COHORT_ENDS_AT)
                .query(InconsistencyStore::row)
                .list();
    }

    /** Bulk changes that do not go on. */
    List<Row> bulk(Instant now, int limit) {
        return numbered("""
                        with unfinished as (
                          select b.id::text as id, b.state from bot_bulk_change b
                           where b.state in ('running', 'undoing')
                              or exists (select from bot_bulk_change_left l where l.change_id = b.id)
                        ), work as (
                          select id as instance, business_key as id, suspended from bot_engine_instance(:process)
                        ), found as (
                          select 'bulk_without_instance' as kind, null as contact_id, null as cause,
                                 null as process_instance_id, u.id, format('It is %s.', u.state) as detail
                            from unfinished u where not exists (select from work w where w.id = u.id)
                          union all
                          select 'bulk_stopped', null, null, w.instance, w.id,
                                 case when w.suspended then 'It is suspended.' else 'Its job is stopped.' end
                            from work w
                           where w.suspended
                              or exists (select from bot_engine_job() j
                                          where j.process_instance_id = w.instance and (j.retries = 0 or j.suspended))
                        )
                        select * from (select *, count(*) over (partition by kind) as total,
                                              row_number() over (partition by kind order by id) as place
                                         from found) as numbered
                         where place <= :limit order by kind, place""", now, limit)
                .param("process", BotBulkChange.PROCESS)
                .query(InconsistencyStore::row)
                .list();
    }

    /** Suspended definitions: the newest, which every new pause needs, and those that have instances. */
    List<Row> suspended(Instant now, int limit) {
        return numbered("""
                        with ours as (
                          select p.*
                            from bot_engine_process() p
                           where p.key in (:pause, :wait, :bulk)
                             and (p.version = (select max(n.version) from bot_engine_process() n where n.key = p.key)
                                  or exists (select from bot_engine_execution() e where e.process_id = p.id))
                        ), found as (
                          select 'process_suspended' as kind, null as contact_id, null as cause,
                                 null as process_instance_id, id,
                                 format('The process %s, version %s.', key, version) as detail
                            from ours where suspended
                          union all
                          select 'process_suspended', null, null, null, j.id,
                                 format('The jobs of %s in %s, version %s.', j.activity_id, o.key, o.version)
                            from ours o join bot_engine_job_definition() j on j.process_id = o.id
                           where j.suspended
                        )
                        select *, count(*) over () as total from found order by id limit :limit""", now, limit)
                .param("pause", BotPause.PROCESS)
                .param("wait", BotPause.PAUSE_AND_WAIT)
                .param("bulk", BotBulkChange.PROCESS)
                .query(InconsistencyStore::row)
                .list();
    }

    /**
     * Jobs of any process that are never acquired. A job without retries is not one of them: it has failed, and has an incident.
     *
     * @param wantsDueDate whether the job executors acquire only jobs that have a due date
     */
    List<Row> jobs(boolean wantsDueDate, Instant now, int limit) {
        return numbered("""
                        with found as (
                          select 'job_never_acquired' as kind, null as contact_id, null as cause,
                                 j.process_instance_id, j.id,
                                 format('A job of type %s%s %s.', j.handler, coalesce(' of the process ' || j.process, ''),
                                        case when j.due is null and :wantsDueDate then 'has no due date'
                                             else 'is locked without an end by ' || j.lock_owner end) as detail
                            from bot_engine_job() j
                           where j.retries > 0
                             and ((j.due is null and :wantsDueDate
                                   -- a pause's timer is told of by its pause
                                   and not (j.type = 'timer' and j.process is not distinct from :pause))
                                  or (j.lock_owner is not null and j.locked_until is null))
                        )
                        select *, count(*) over () as total from found order by id limit :limit""", now, limit)
                .param("wantsDueDate", wantsDueDate)
                .param("pause", BotPause.PROCESS)
                .query(InconsistencyStore::row)
                .list();
    }

    private JdbcClient.StatementSpec numbered(String statement, Instant now, int limit) {
        return sql.sql(statement).param("now", time(now)).param("limit", limit);
    }

    private static Row row(ResultSet row, int n) throws SQLException {
        return new Row(
                new Inconsistency(
                        LowerCaseEnum.of(Inconsistency.Kind.class, "kind", row.getString("kind")),
                        row.getString("contact_id"),
                        row.getString("cause"),
                        row.getString("process_instance_id"),
                        row.getString("id"),
                        row.getString("detail")),
                row.getLong("total"));
    }

    /**
     * A finding of a kind.
     *
     * @param total how many findings of this kind there are
     */
    record Row(Inconsistency inconsistency, long total) {}
}
