package io.botstatus.cohort;

import static io.botstatus.database.Sql.time;

import io.botstatus.database.Sql;
import io.botstatus.status.BotEvents;
import io.botstatus.status.ContactId;
import io.botstatus.status.hold.Holds;
import io.botstatus.status.hold.Pause;
import io.botstatus.status.hold.Source;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of cohorts. */
final class CohortStore {

    private final JdbcClient sql;

    CohortStore(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * The process instance of the window's cohort, which stays open until the transaction ends; empty if there is none or it is
     * being closed. Never waits.
     */
    Optional<String> join(Instant windowEnd) {
        return sql.sql("""
                        select process_instance_id from bot_cohort where window_end = :window for key share skip locked""").param("window", time(windowEnd)).query(String.class).optional();
    }

    boolean isKnown(Instant windowEnd) {
        return sql.sql("select exists (select from bot_cohort where window_end = :window)")
                .param("window", time(windowEnd))
                .query(Boolean.class)
                .single();
    }

    /** Opens the cohort. Of several transactions at the same time one opens it, and the others wait here for its commit. */
    boolean open(Instant windowEnd) {
        return sql.sql("""
                        insert into bot_cohort (window_end, process_instance_id) values (:window, '') on conflict do nothing""").param("window", time(windowEnd)).update() == 1;
    }

    void setProcessInstance(Instant windowEnd, String processInstanceId) {
        sql.sql("update bot_cohort set process_instance_id = :instance where window_end = :window")
                .param("instance", processInstanceId)
                .param("window", time(windowEnd))
                .update();
    }

    /** Closes the cohort of a process instance once its window is over, unless a pause is joining it at this moment. */
    void closeIfOver(String processInstanceId, Instant now) {
        sql.sql("""
                        delete from bot_cohort
                         where window_end in (select window_end from bot_cohort
                                               where process_instance_id = :instance and window_end <= :now
                                                 for update skip locked)""")
                .param("instance", processInstanceId)
                .param("now", time(now))
                .update();
    }

    /** Closes the cohort at any time, and waits for pauses that are joining. Call this before any contact is locked. */
    void close(String processInstanceId) {
        sql.sql("delete from bot_cohort where process_instance_id = :instance")
                .param("instance", processInstanceId)
                .update();
    }

    /** Until when the cohort of a process instance is open; empty if it is closed. */
    Optional<Instant> openUntil(String processInstanceId) {
        return sql.sql("select window_end from bot_cohort where process_instance_id = :instance")
                .param("instance", processInstanceId)
                .query((row, n) -> Sql.instant(row, "window_end"))
                .optional();
    }

    /**
     * A new pause as one statement, without the engine and the policy. It places the hold of a contact that has none, and adds it
     * to the cohort of its window.
     *
     * <p>Safe because the cohort is joined as in {@link #join}, and the contact's own row tells whether it has holds, as the
     * previous owner of its lock committed it. Two deliveries of one message collide on the key of bot_message, and the second
     * statement rolls back. The engine's tables tell whether the policy that decided is still the newest, and whether a process
     * listens for the change.
     *
     * @return whether it did; if not, nothing has changed
     */
    boolean pause(
            ContactId contact,
            Pause pause,
            Instant until,
            Instant windowEnd,
            Source source,
            Cohorts.Guard guard,
            Instant now) {
        return sql.sql("""
                        with asked (contact_id, cause, status, since, until, slide, at_most, policy_key, reason, set_by, message_id,
                                    sender, certainty, evidence, now) as materialized (
                          select cast(:contact as text), cast(:cause as text), cast(:status as text),
                                 cast(:since as timestamptz), cast(:until as timestamptz), cast(:slide as float8),
                                 cast(:atMost as timestamptz), cast(:key as uuid), cast(:reason as text), cast(:setBy as text),
                                 cast(:message as text), cast(:sender as text), cast(:certainty as text), cast(:evidence as text),
                                 cast(:now as timestamptz)
                        ), cohort as materialized (
                          select process_instance_id from bot_cohort
                           where window_end = :window
                             and coalesce((select name from bot_engine_event_from(:event)), '') <> :event
                             and :policyId = (select id from bot_engine_decision(:policy))
                             for key share skip locked
                        ), contact as (
                          insert into contact_bot as c (contact_id, inactive_until, snoozed_until, epoch)
                          select contact_id, bot_until_as('inactive', status, until), bot_until_as('snoozed', status, until),
                                 nextval('bot_epoch')
                            from asked cross join cohort
                          on conflict (contact_id) do update
                             set inactive_until = excluded.inactive_until, snoozed_until = excluded.snoozed_until,
                                 epoch = excluded.epoch
                           where c.inactive_until = '-infinity' and c.snoozed_until = '-infinity' and c.alias_of is null
                          returning contact_id
                        ), pause as materialized (
                          select asked.*, process_instance_id from asked cross join cohort cross join contact
                        ), held as (
                          insert into bot_hold (contact_id, cause, status, since, until, slide, at_most, policy_key, reason,
                                                set_by, process_instance_id)
                          select contact_id, cause, status, since, until, make_interval(secs => slide), at_most, policy_key,
                                 reason, set_by, process_instance_id
                            from pause
                        ), seen as (
                          insert into bot_message (contact_id, message_id, sender, certainty, seen_at, hold_instance, hold_status,
                                                   hold_until)
                          select contact_id, message_id, sender, certainty, now, process_instance_id, status, until from pause
                        ), told as (""" + BotEvents.INSERT + """
                          select contact_id, now, 'placed', cause, 'active', status, until, set_by, reason,
                                 process_instance_id, null, evidence
                            from pause
                        )
                        select exists (select from pause)""")
                .param("window", time(windowEnd))
                // Without events it does not matter which processes listen.
                .param("event", guard.told() ? guard.event() : "no event")
                .param("policy", guard.policy())
                .param("policyId", guard.policyId())
                .param("contact", contact.value())
                .param("status", pause.status().word())
                .param("until", time(until))
                .param("cause", pause.cause().word())
                .param("since", time(pause.since()))
                .param("slide", pause.slide() == null ? null : Sql.seconds(pause.slide()), Types.DOUBLE)
                .param("atMost", time(pause.latestFrom(pause.since())))
                .param(
                        "key",
                        pause.repeatKey() == null ? null : pause.repeatKey().toString())
                .param("reason", pause.reason())
                .param("setBy", pause.setBy())
                .param("message", Holds.idOf(source.messageId()))
                .param("sender", pause.cause().sender().word())
                .param("certainty", source.certainty().word())
                .param("evidence", source.evidence())
                .param("now", time(now))
                .query(Boolean.class)
                .single();
    }
}
