package io.botstatus.retention;

import static io.botstatus.database.Sql.time;

import io.botstatus.database.Sql;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The SQL that deletes old rows, some at a time.
 *
 * <p>None of these statements waits for a lock: it skips locked rows, and the next run finds them. So several nodes may run it at
 * the same time, and a transaction that waits for a contact waits for at most one batch.
 */
final class RetentionStore {

    /** The key of the advisory lock, which no other program on this database may use: "botevent" as ASCII. */
    private static final long LOCK = 0x626f746576656e74L;

    private final JdbcClient sql;

    RetentionStore(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Reads the next events in the order of their ids, in which they were written, and deletes those before an instant. Events of a
     * live hold stay, because they tell why the bot is silent. One node at a time runs it, so that the end of a hold never goes
     * before its beginning.
     *
     * @return the last event read; null if there is none, if none of them was old (then all after them are younger), or if another
     *     node runs it
     */
    @Nullable
    EventsSeen events(long behind, Instant before, int limit) {
        return sql.sql("""
                        with turn as materialized (
                          select pg_try_advisory_xact_lock(:lock) as ours
                        ), page as materialized (
                          select id, at from bot_event
                           where id > :behind and (select ours from turn) order by id limit :limit
                        ), old as (
                          select e.id from page join bot_event e using (id)
                           where page.at < :before
                             and not exists (select from bot_hold h
                                              where h.contact_id = e.contact_id and h.cause = e.cause and h.since <= e.at)
                             for update of e skip locked
                        ), gone as (
                          delete from bot_event e using old where e.id = old.id returning 1
                        )
                        select max(id) as last, (select count(*) from gone) as gone from page
                        having bool_or(at < :before)""")
                .param("lock", LOCK)
                .param("behind", behind)
                .param("before", time(before))
                .param("limit", limit)
                .query((row, n) -> new EventsSeen(row.getLong("last"), row.getInt("gone")))
                .optional()
                .orElse(null);
    }

    /**
     * Reads the next messages in the order in which they were seen. It deletes those older than an instant and than the window of
     * the message limit, unless their hold still lasts: to take such a message back, the others' requests must be known.
     *
     * @return the last message read; null if there is none
     */
    @Nullable
    MessagesSeen messages(MessagesSeen behind, Instant before, Instant now, int limit) {
        return sql.sql("""
                        with young as materialized (
                          select least(:before, :now - message_limit_window) as since from bot_settings
                        ), page as materialized (
                          select contact_id, message_id, seen_at from bot_message
                           where seen_at < (select since from young) and seen_at >= :seenAt
                             and (seen_at, contact_id, message_id) > (:seenAt, :contact, :message)
                           order by seen_at, contact_id, message_id limit :limit
                        ), old as (
                          select m.contact_id, m.message_id from page join bot_message m using (contact_id, message_id)
                           where m.seen_at < (select since from young)
                             and not exists (select from bot_hold h
                                              where h.contact_id = m.contact_id and h.process_instance_id = m.hold_instance)
                             for update of m skip locked
                        ), gone as (
                          delete from bot_message m using old
                           where m.contact_id = old.contact_id and m.message_id = old.message_id returning 1
                        )
                        select contact_id, message_id, seen_at, (select count(*) from gone) as gone from page
                         order by seen_at desc, contact_id desc, message_id desc limit 1""")
                .param("seenAt", time(behind.seenAt()))
                .param("contact", behind.contact())
                .param("message", behind.message())
                .param("before", time(before))
                .param("now", time(now))
                .param("limit", limit)
                .query((row, n) -> new MessagesSeen(
                        Sql.instant(row, "seen_at"),
                        row.getString("contact_id"),
                        row.getString("message_id"),
                        row.getInt("gone")))
                .optional()
                .orElse(null);
    }

    /**
     * Reads the next contacts in the order of their ids without a lock, and returns those whose row is no longer needed: no hold,
     * no reply in the window of the message limit, no event, no message, and not another contact's alias.
     *
     * @return null if there is no next one
     */
    @Nullable
    ContactsSeen idleContacts(String behind, Instant now, int limit) {
        return sql.sql("""
                        with page as materialized (
                          select * from contact_bot where contact_id > :behind order by contact_id limit :limit
                        )
                        select max(contact_id) as last,
                               array(select contact_id from page c cross join bot_settings s
                                      where c.inactive_until = '-infinity' and c.snoozed_until = '-infinity' and c.alias_of is null
                                        and (c.reply_window_start is null
                                             or c.reply_window_start + s.message_limit_window <= :now)
                                        and not exists (select from bot_hold h where h.contact_id = c.contact_id)
                                        and not exists (select from bot_event e where e.contact_id = c.contact_id)
                                        and not exists (select from bot_message m where m.contact_id = c.contact_id)
                                      order by contact_id) as idle
                          from page
                        having count(*) > 0""")
                .param("behind", behind)
                .param("now", time(now))
                .param("limit", limit)
                .query((row, n) -> new ContactsSeen(row.getString("last"), texts(row, "idle")))
                .optional()
                .orElse(null);
    }

    /**
     * Locks those contacts that no other transaction has locked and that still have no hold and no window, in the caller's
     * transaction. A hold that is being placed belongs to a locked row.
     */
    List<String> lockIdle(List<String> contacts, Instant now) {
        return sql.sql("""
                        select c.contact_id from contact_bot c cross join bot_settings s
                         where c.contact_id = any(:contacts)
                           and c.inactive_until = '-infinity' and c.snoozed_until = '-infinity' and c.alias_of is null
                           and (c.reply_window_start is null or c.reply_window_start + s.message_limit_window <= :now)
                         order by c.contact_id for update of c skip locked""")
                .param("contacts", contacts.toArray(String[]::new))
                .param("now", time(now))
                .query(String.class)
                .list();
    }

    /**
     * Deletes locked contacts, except those that have new rows meanwhile or a waiting notification. Their sequences of
     * notifications go with them.
     */
    int deleteIdle(List<String> contacts) {
        return sql.sql("""
                        with gone as (
                          delete from contact_bot c
                           where contact_id = any(:contacts)
                             and not exists (select from bot_hold h where h.contact_id = c.contact_id)
                             and not exists (select from bot_event e where e.contact_id = c.contact_id)
                             and not exists (select from bot_message m where m.contact_id = c.contact_id)
                             and not exists (select from bot_notification n where n.contact_id = c.contact_id)
                             and not exists (select from bot_notification_queue q
                                              where q.contact_id = c.contact_id and q.process_instance_id is not null)
                          returning contact_id
                        ), queues as (
                          delete from bot_notification_queue q using gone where q.contact_id = gone.contact_id
                        )
                        select count(*) from gone""")
                .param("contacts", contacts.toArray(String[]::new))
                .query(Integer.class)
                .single();
    }

    /** Deletes some bulk changes that ended before an instant and have nothing left to undo. */
    int bulkChanges(Instant before, int limit) {
        return sql.sql("""
                        delete from bot_bulk_change
                         where id in (select id from bot_bulk_change b
                                       where requested_at < :before and finished_at < :before
                                         and state in ('done', 'stopped', 'undone')
                                         and not exists (select from bot_bulk_change_left l where l.change_id = b.id)
                                         and not exists (select from bot_bulk_change_pause p
                                                           join bot_hold h on h.process_instance_id = p.process_instance_id
                                                          where p.change_id = b.id)
                                       order by requested_at limit :limit for update of b skip locked)""").param("before", time(before)).param("limit", limit).update();
    }

    /** Deletes closed cohorts whose process instance, which would delete its own, no longer exists. */
    int cohorts(Instant before, int limit) {
        return sql.sql("""
                        delete from bot_cohort
                         where window_end in (select window_end from bot_cohort c
                                               where window_end < :before
                                                 and not exists (select from bot_engine_execution() x
                                                                  where x.id = c.process_instance_id)
                                               order by window_end limit :limit for update of c skip locked)""").param("before", time(before)).param("limit", limit).update();
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return List.of((String[]) array.getArray());
    }

    record EventsSeen(long last, int gone) {}

    record MessagesSeen(Instant seenAt, String contact, String message, int gone) {
        /** The place before the first message. */
        static final MessagesSeen NONE = new MessagesSeen(Instant.EPOCH, "", "", 0);
    }

    record ContactsSeen(String last, List<String> idle) {}
}
