package io.botstatus.status;

import static io.botstatus.database.Sql.time;

import io.botstatus.base.LowerCaseEnum;
import io.botstatus.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The history of each contact's bot status, written in the transaction of the change and never altered. */
public final class BotEvents {

    /** Begins each statement that writes events: what follows gives these columns, in this order. */
    public static final String INSERT = """
            insert into bot_event (contact_id, at, type, cause, status_before, status_after, until, set_by, reason,
                                   process_instance_id, activity_id, evidence)
            """;

    private final JdbcClient sql;

    BotEvents(JdbcClient sql) {
        this.sql = sql;
    }

    /** The newest {@code limit} events with ids below {@code before}, newest first. */
    public List<BotEvent> before(ContactId contact, long before, int limit) {
        return sql.sql("""
                        select * from bot_event where contact_id = :contact and id < :before order by id desc limit :limit""")
                .param("contact", contact.value())
                .param("before", before)
                .param("limit", limit)
                .query((row, n) -> event(row))
                .list();
    }

    /** The oldest {@code limit} events with ids above {@code after}, oldest first. */
    public List<BotEvent> after(ContactId contact, long after, int limit) {
        return sql.sql("""
                        select * from bot_event where contact_id = :contact and id > :after order by id limit :limit""")
                .param("contact", contact.value())
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> event(row))
                .list();
    }

    /** The id of the contact's newest event; 0 if it has none. */
    public long latest(ContactId contact) {
        return sql.sql("select coalesce(max(id), 0) from bot_event where contact_id = :contact")
                .param("contact", contact.value())
                .query(Long.class)
                .single();
    }

    public static BotEvent event(ResultSet row) throws SQLException {
        return new BotEvent(
                row.getLong("id"),
                new ContactId(row.getString("contact_id")),
                Sql.instant(row, "at"),
                LowerCaseEnum.of(BotEvent.Type.class, "type", row.getString("type")),
                new Cause(row.getString("cause")),
                BotStatus.of("status_before", row.getString("status_before")),
                BotStatus.of("status_after", row.getString("status_after")),
                Sql.deadline(row, "until"),
                row.getString("set_by"),
                row.getString("reason"),
                row.getString("process_instance_id"),
                row.getString("activity_id"),
                row.getString("evidence"));
    }

    public void write(
            BotEvent.Type type,
            Instant now,
            StatusChange change,
            @Nullable Hold hold,
            @Nullable String setBy,
            @Nullable String reason,
            Origin origin) {
        sql.sql(INSERT + """
                        values (:contact, :now, :type, :cause, :before, :after, :until, :setBy, :reason, :instance, :activity,
                                :evidence)""")
                .param("contact", change.contact().value())
                .param("now", time(now))
                .param("type", type.word())
                .param("cause", (hold == null ? change.cause() : hold.cause()).word())
                .param("before", change.before().word())
                .param("after", change.after().word())
                .param("until", time(hold == null ? null : hold.until()))
                .param("setBy", setBy)
                .param("reason", reason)
                .param("instance", origin.processInstanceId())
                .param("activity", origin.activityId())
                .param("evidence", origin.evidence())
                .update();
    }
}
