package io.botstatus.repair;

import static io.botstatus.database.Sql.time;

import io.botstatus.database.Sql;
import io.botstatus.status.BotEvent;
import io.botstatus.status.BotEvents;
import io.botstatus.status.BotStatus;
import io.botstatus.status.ContactId;
import io.botstatus.status.Hold;
import io.botstatus.status.hold.Holds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of repairs. Safe because the caller owns the lock of the contacts' rows; see {@link Holds}. */
final class HoldRepairStore {

    private final JdbcClient sql;

    HoldRepairStore(JdbcClient sql) {
        this.sql = sql;
    }

    ContactRow row(ContactId contact) {
        return sql.sql("select inactive_until, snoozed_until from contact_bot where contact_id = :contact")
                .param("contact", contact.value())
                .query((row, n) ->
                        new ContactRow(Sql.instant(row, "inactive_until"), Sql.instant(row, "snoozed_until")))
                .single();
    }

    List<Hold> holds(ContactId contact) {
        return sql.sql("select * from bot_hold where contact_id = :contact order by cause")
                .param("contact", contact.value())
                .query((row, n) -> Hold.of(row))
                .list();
    }

    /** The newest event of each cause if it says that there is a hold, newest first. */
    List<BotEvent> open(ContactId contact) {
        return sql.sql("""
                        select * from (select distinct on (cause) * from bot_event
                                        where contact_id = :contact and type not in ('limit_reached', 'no_pause', 'repaired')
                                          and not (type in ('joined', 'separated') and cause = 'alias')
                                        order by cause, id desc) as newest
                         where type not in ('released', 'expired') order by id desc""")
                .param("contact", contact.value())
                .query((row, n) -> BotEvents.event(row))
                .list();
    }

    /**
     * Corrects the count of replies: at least the number granted in the open window, and zero without one.
     *
     * @return whether the count was wrong
     */
    boolean recount(ContactId contact, Duration window, Duration tolerance, Instant now) {
        return sql.sql("""
                                with counted as (
                                  select c.contact_id,
                                         case when c.reply_window_start <= :now + make_interval(secs => :tolerance)
                                               and c.reply_window_start + make_interval(secs => :window) > :now
                                              then c.reply_window_start end as start,
                                         (select count(*) from bot_message m
                                           where m.contact_id = c.contact_id and m.reply_epoch is not null
                                             and m.seen_at >= c.reply_window_start) as granted
                                    from contact_bot c where c.contact_id = :contact
                                )
                                update contact_bot c
                                   set reply_window_start = n.start,
                                       reply_count = case when n.start is null then 0 else greatest(c.reply_count, n.granted) end
                                  from counted n
                                 where c.contact_id = n.contact_id
                                   and (c.reply_count < 0
                                        or (c.reply_window_start is null and c.reply_count <> 0)
                                        or c.reply_window_start > :now + make_interval(secs => :tolerance)
                                        or (n.start is not null and c.reply_count < n.granted))""")
                        .param("contact", contact.value())
                        .param("window", Sql.seconds(window))
                        .param("tolerance", Sql.seconds(tolerance))
                        .param("now", time(now))
                        .update()
                == 1;
    }

    /** Moves the holds of these contacts from one process instance, or none, to another. A bulk change records it too. */
    Optional<Instant> adopt(@Nullable String from, String to, String... contacts) {
        return sql.sql("""
                        with adopted as (
                          update bot_hold set process_instance_id = :to
                           where contact_id = any(:contacts)
                             and process_instance_id is not distinct from cast(:from as text)
                          returning until
                        ), pause as (
                          insert into bot_bulk_change_pause (change_id, process_instance_id)
                          select change_id, :to from bot_bulk_change_pause where process_instance_id = :from
                        )
                        select min(until) as until from adopted""")
                .param("from", from)
                .param("to", to)
                .param("contacts", contacts)
                .query((row, n) -> Optional.ofNullable(Sql.deadline(row, "until")))
                .single();
    }

    /** Records in the history of each hold of a process instance what the repair corrected. */
    void note(String processInstanceId, @Nullable String by, String reason, Instant now) {
        sql.sql(BotEvents.INSERT + """
                        select contact_id, :now, 'repaired', cause, status, status, until, :by, :reason, :instance, null, null
                          from (select h.contact_id, h.cause, h.until,
                                       bot_status_at(c.inactive_until, c.snoozed_until, :now) as status
                                  from bot_hold h join contact_bot c on c.contact_id = h.contact_id
                                 where h.process_instance_id = :instance) as held
                         order by contact_id, cause""")
                .param("instance", processInstanceId)
                .param("by", by)
                .param("reason", reason)
                .param("now", time(now))
                .update();
    }

    /**
     * The values that permits read. They are compared as instants, since the driver reads infinity as the earliest and the latest
     * instant.
     */
    record ContactRow(Instant inactiveUntil, Instant snoozedUntil) {

        BotStatus at(Instant now) {
            return inactiveUntil.isAfter(now)
                    ? BotStatus.INACTIVE
                    : snoozedUntil.isAfter(now) ? BotStatus.SNOOZED : BotStatus.ACTIVE;
        }
    }
}
