package io.botstatus.reply;

import static io.botstatus.database.Sql.time;

import io.botstatus.status.ContactId;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of permits. It counts replies on the contact's row, which every pause of the contact changes too. */
final class PermitStore {

    private final JdbcClient sql;

    PermitStore(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Grants, counts and remembers a reply in one statement, unless it is the last one of the window.
     *
     * <p>Safe because every condition stands on the contact's row, and PostgreSQL evaluates it again on what the previous owner of
     * the row committed. Two requests for one reply, or two replies to one message, collide on a key of bot_message, which rolls
     * back the count too.
     *
     * @return empty if the statement does not grant the reply; then nothing has changed
     */
    Optional<Granted> grant(ContactId contact, ReplyRequest reply, Instant now) {
        return sql.sql("""
                        with settings as (
                          select message_limit, message_limit_window from bot_settings where mode = 'auto_pilot'
                        ), granted as (
                          insert into contact_bot as c (contact_id, reply_count, reply_window_start)
                          select :contact, 1, :now from settings
                           where message_limit > 1
                             and (coalesce(cast(:epoch as bigint), 0) = 0
                                  or exists (select from contact_bot where contact_id = :contact))
                             and not exists (select from bot_message
                                              where contact_id = :contact and message_id = :reply)
                          on conflict (contact_id) do update
                             set reply_count = case when c.reply_window_start + (select message_limit_window from settings) > :now
                                                    then c.reply_count + 1 else 1 end,
                                 reply_window_start =
                                               case when c.reply_window_start + (select message_limit_window from settings) > :now
                                                    then c.reply_window_start else :now end
                           where c.inactive_until <= :now and c.snoozed_until <= :now and c.alias_of is null
                             and (cast(:epoch as bigint) is null or c.epoch = :epoch)
                             and (c.reply_window_start is null
                                  or c.reply_window_start + (select message_limit_window from settings) <= :now
                                  or c.reply_count + 1 < (select message_limit from settings))
                          returning reply_count, epoch
                        ), seen as (
                          insert into bot_message (contact_id, message_id, sender, certainty, seen_at, reply_epoch, content_hash, answers)
                          select :contact, :reply, 'bot', 'word', :now, epoch, :hash, :answers from granted
                        )
                        select (select message_limit from settings) - reply_count as remaining, epoch from granted""")
                .param("contact", contact.value())
                .param("reply", reply.replyId())
                .param("epoch", reply.epoch())
                .param("hash", hash(reply), Types.BINARY)
                .param("answers", reply.answers())
                .param("now", time(now))
                .query((row, n) -> new Granted(row.getInt("remaining"), row.getLong("epoch")))
                .optional();
    }

    /**
     * Whether the bot has had a permit for the reply or has sent it without one, and the epoch of the grant, if there was one. A
     * message of another author with the same id, such as the one being answered, does not count. Neither does a person's message
     * whose id was taken for a reply before.
     */
    Optional<Seen> seen(ContactId contact, String replyId) {
        return sql.sql("""
                        select reply_epoch from bot_message
                         where contact_id = :contact and message_id = :reply and (sender = 'bot' or reply_epoch is not null)""")
                .param("contact", contact.value())
                .param("reply", replyId)
                .query((row, n) -> new Seen(row.getObject("reply_epoch", Long.class)))
                .optional();
    }

    /** Whether a reply to that message was granted. */
    boolean isAnswered(ContactId contact, String message) {
        return sql.sql("select exists (select from bot_message where contact_id = :contact and answers = :message)")
                .param("contact", contact.value())
                .param("message", message)
                .query(Boolean.class)
                .single();
    }

    /** Counts replies in the open window, or opens a window with this many. Call this under the contact's lock. */
    void count(ContactId contact, int replies, Instant windowStart) {
        sql.sql("""
                        update contact_bot set reply_count = :replies, reply_window_start = :start
                         where contact_id = :contact""")
                .param("contact", contact.value())
                .param("replies", replies)
                .param("start", time(windowStart))
                .update();
    }

    /** Closes the window, so that the next reply opens a new one. */
    void closeWindow(ContactId contact) {
        sql.sql("update contact_bot set reply_count = 0, reply_window_start = null where contact_id = :contact")
                .param("contact", contact.value())
                .update();
    }

    /**
     * Remembers a granted reply with the epoch for which its permit is valid. A person's message of this id stays that person's.
     */
    void remember(ContactId contact, ReplyRequest reply, long epoch, Instant now) {
        sql.sql("""
                        insert into bot_message as m (contact_id, message_id, sender, certainty, seen_at, reply_epoch, content_hash, answers)
                        values (:contact, :reply, 'bot', 'word', :now, :epoch, :hash, :answers)
                        on conflict (contact_id, message_id) do update
                           set sender = case when m.sender = 'human' and m.certainty in ('word', 'proof') then m.sender else 'bot' end,
                               certainty = case when m.sender = 'human' and m.certainty in ('word', 'proof') then m.certainty else 'word' end,
                               seen_at = excluded.seen_at, reply_epoch = excluded.reply_epoch,
                               content_hash = excluded.content_hash, answers = excluded.answers""")
                .param("contact", contact.value())
                .param("reply", reply.replyId())
                .param("epoch", epoch)
                .param("hash", hash(reply), Types.BINARY)
                .param("answers", reply.answers())
                .param("now", time(now))
                .update();
    }

    /** Records that a message that was sent without a permit has been counted. */
    void noteCounted(ContactId contact, String messageId) {
        sql.sql("update bot_message set counted = true where contact_id = :contact and message_id = :message")
                .param("contact", contact.value())
                .param("message", messageId)
                .update();
    }

    private static byte @Nullable [] hash(ReplyRequest reply) {
        return reply.content() == null ? null : reply.content().bytes();
    }

    record Granted(int remaining, long epoch) {}

    record Seen(@Nullable Long replyEpoch) {}
}
