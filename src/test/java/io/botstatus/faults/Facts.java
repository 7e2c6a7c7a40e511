package io.botstatus.faults;

import io.botstatus.Contradictions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The content of the database after a round, from one snapshot.
 *
 * @param at that moment
 * @param disagreements of holds, rows, events and process instances, in the whole database
 * @param stuck jobs without retries, incidents, timers that are long due
 */
record Facts(Instant at, List<Event> events, List<Message> messages, List<String> disagreements, List<String> stuck) {

    /**
     * A line of the history.
     *
     * @param until null: none
     */
    record Event(
            long id,
            String contact,
            Instant at,
            String type,
            String cause,
            Instant until,
            String setBy,
            String reason) {

        boolean pauses() {
            return type.equals("placed") || type.equals("extended") || type.equals("replaced");
        }

        @Override
        public String toString() {
            return "event " + id + " (" + type + " " + cause + " at " + at + " until " + until + ")";
        }
    }

    /** An id that was seen. */
    record Message(String contact, String id, String sender, boolean granted, Instant seenAt) {}

    List<Event> events(String contact) {
        return events.stream().filter(event -> event.contact().equals(contact)).toList();
    }

    Map<String, List<Event>> byContact() {
        return events.stream().collect(Collectors.groupingBy(Event::contact));
    }

    /** Reads the facts of the contacts whose ids have this prefix. */
    static Facts read(Postgres postgres, String database, String prefix) throws SQLException {
        try (Connection connection = postgres.connect(database)) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            JdbcClient sql = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            return new Facts(
                    Instant.now(), events(sql, prefix), messages(sql, prefix), Contradictions.in(sql), stuck(sql));
        }
    }

    private static List<Event> events(JdbcClient sql, String prefix) {
        return sql.sql("""
                        select id, contact_id, at, type, cause, set_by, reason,
                               case when isfinite(until) then until end as until
                          from bot_event where starts_with(contact_id, :prefix) order by id""")
                .param("prefix", prefix)
                .query((row, n) -> new Event(
                        row.getLong("id"),
                        row.getString("contact_id"),
                        time(row, "at"),
                        row.getString("type"),
                        row.getString("cause"),
                        time(row, "until"),
                        row.getString("set_by"),
                        row.getString("reason")))
                .list();
    }

    private static List<Message> messages(JdbcClient sql, String prefix) {
        return sql.sql("""
                        select contact_id, message_id, sender, reply_epoch is not null as granted, seen_at
                          from bot_message where starts_with(contact_id, :prefix)""")
                .param("prefix", prefix)
                .query((row, n) -> new Message(
                        row.getString("contact_id"),
                        row.getString("message_id"),
                        row.getString("sender"),
                        row.getBoolean("granted"),
                        time(row, "seen_at")))
                .list();
    }

    private static List<String> stuck(JdbcClient sql) {
        return sql.sql("""
                        select 'job that nobody tries any more: ' || id_ || ' ' || coalesce(exception_msg_, '')
                          from act_ru_job where retries_ = 0
                        union all
                        select 'incident: ' || incident_type_ || ' ' || coalesce(incident_msg_, '') from act_ru_incident
                        union all
                        select 'job that is due since ' || duedate_ || ': ' || id_ from act_ru_job
                         where duedate_ < localtimestamp - interval '10 seconds' and retries_ > 0""").query(String.class).list();
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
