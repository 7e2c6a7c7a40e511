package io.botstatus.notify;

import static io.botstatus.database.Sql.time;

import io.botstatus.database.Sql;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import io.botstatus.status.StatusChange;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The queue of each contact and target. Every write holds the contact's lock. So sequences follow the order of commits, and a queue
 * is never found empty while another transaction adds to it.
 */
final class NotificationStore {

    private final JdbcClient sql;

    NotificationStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** Adds a change to the end of a queue. Returns its sequence, and the instance that works on the queue. */
    Queue add(StatusChange change, String target, Instant at) {
        Queue queue = sql.sql("""
                        insert into bot_notification_queue as q (contact_id, target, sequence)
                        values (:contact, :target, 1)
                        on conflict (contact_id, target) do update set sequence = q.sequence + 1
                        returning sequence, process_instance_id""")
                .param("contact", change.contact().value())
                .param("target", target)
                .query((row, n) -> new Queue(row.getLong("sequence"), row.getString("process_instance_id")))
                .single();
        sql.sql("""
                        insert into bot_notification (contact_id, target, sequence, id, at, cause, status_before, status_after,
                                                      reactivate_at)
                        values (:contact, :target, :sequence, :id, :at, :cause, :before, :after, :reactivateAt)""")
                .param("contact", change.contact().value())
                .param("target", target)
                .param("sequence", queue.sequence())
                .param("id", UUID.randomUUID())
                .param("at", time(at))
                .param("cause", change.cause().word())
                .param("before", change.before().word())
                .param("after", change.after().word())
                .param("reactivateAt", time(change.reactivateAt()))
                .update();
        return queue;
    }

    /** Records which instance empties the queue from now on; null: none has to. */
    void assign(ContactId contact, String target, @Nullable String processInstanceId) {
        sql.sql("""
                        update bot_notification_queue set process_instance_id = :instance
                         where contact_id = :contact and target = :target""")
                .param("instance", processInstanceId)
                .param("contact", contact.value())
                .param("target", target)
                .update();
    }

    /** The oldest notification that the target has not accepted. */
    Optional<Notification> first(ContactId contact, String target) {
        return sql.sql("""
                        select * from bot_notification where contact_id = :contact and target = :target
                         order by sequence limit 1""")
                .param("contact", contact.value())
                .param("target", target)
                .query((row, n) -> new Notification(
                        target,
                        row.getLong("sequence"),
                        row.getObject("id", UUID.class),
                        Sql.instant(row, "at"),
                        new StatusChange(
                                contact,
                                new Cause(row.getString("cause")),
                                BotStatus.of("status_before", row.getString("status_before")),
                                BotStatus.of("status_after", row.getString("status_after")),
                                Sql.deadline(row, "reactivate_at"))))
                .optional();
    }

    void delete(Notification notification) {
        sql.sql("""
                        delete from bot_notification
                         where contact_id = :contact and target = :target and sequence = :sequence""")
                .param("contact", notification.change().contact().value())
                .param("target", notification.target())
                .param("sequence", notification.sequence())
                .update();
    }

    /** The target whose queue an instance has to empty, if it still has to. */
    Optional<String> targetOf(ContactId contact, String processInstanceId) {
        return sql.sql("""
                        select target from bot_notification_queue
                         where contact_id = :contact and process_instance_id = :instance""")
                .param("contact", contact.value())
                .param("instance", processInstanceId)
                .query(String.class)
                .optional();
    }

    /** Deletes the waiting notifications. The sequence goes on. */
    void clear(ContactId contact, String target) {
        sql.sql("delete from bot_notification where contact_id = :contact and target = :target")
                .param("contact", contact.value())
                .param("target", target)
                .update();
        assign(contact, target, null);
    }

    void forget(ContactId contact) {
        sql.sql("delete from bot_notification where contact_id = :contact")
                .param("contact", contact.value())
                .update();
        sql.sql("delete from bot_notification_queue where contact_id = :contact")
                .param("contact", contact.value())
                .update();
    }

    /** A queue before the new notification. */
    record Queue(long sequence, @Nullable String processInstanceId) {}
}
