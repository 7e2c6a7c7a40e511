package io.botstatus.reply;

import static io.botstatus.database.Sql.time;

import io.botstatus.database.Sql;
import io.botstatus.status.Certainty;
import io.botstatus.status.ContactId;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of the messages that carry granted replies. Call the methods that change rows under the contact's lock. */
final class SentReplyStore {

    private final JdbcClient sql;
    private final Duration window;

    SentReplyStore(JdbcClient sql, Duration window) {
        this.sql = sql;
        this.window = window;
    }

    /** When the reply was granted; empty if it never was. */
    Optional<Instant> grantedAt(ContactId contact, String replyId) {
        return sql.sql("""
                        select seen_at from bot_message
                         where contact_id = :contact and message_id = :reply and reply_epoch is not null""")
                .param("contact", contact.value())
                .param("reply", replyId)
                .query((row, n) -> Sql.instant(row, "seen_at"))
                .optional();
    }

    /** The oldest reply with this text that was granted near this time and whose message has not come yet. */
    Optional<String> open(ContactId contact, @Nullable ContentHash content, Instant sentAt) {
        return content == null ? Optional.empty() : oldest(contact, content, sentAt);
    }

    /** The oldest reply with any text that was granted near this time and whose message has not come yet. */
    Optional<String> oldestOpen(ContactId contact, Instant sentAt) {
        return oldest(contact, null, sentAt);
    }

    private Optional<String> oldest(ContactId contact, @Nullable ContentHash content, Instant sentAt) {
        return sql.sql("""
                        select r.message_id from bot_message r
                         where r.contact_id = :contact and r.reply_epoch is not null
                           and r.seen_at between :from and :to
                           and (cast(:hash as bytea) is null or r.content_hash = :hash)
                           and not exists (select from bot_message m
                                            where m.contact_id = :contact and m.reply_id = r.message_id)
                         order by r.seen_at limit 1""")
                .param("contact", contact.value())
                .param("hash", content == null ? null : content.bytes(), Types.BINARY)
                .param("from", time(sentAt.minus(window)))
                .param("to", time(sentAt.plus(window))) // the platform's clock differs
                .query(String.class)
                .optional();
    }

    /** The platform's ids of a reply, in the order in which they came. */
    List<String> messages(ContactId contact, String replyId) {
        return sql.sql("""
                        select message_id from bot_message where contact_id = :contact and reply_id = :reply
                         order by seen_at, message_id""")
                .param("contact", contact.value())
                .param("reply", replyId)
                .query(String.class)
                .list();
    }

    /** Whether the message is known as the bot's, and counted against the limit as a message without a permit. */
    boolean wasCounted(ContactId contact, String messageId) {
        return sql.sql("""
                        select exists (select from bot_message
                                        where contact_id = :contact and message_id = :message and sender = 'bot'
                                          and reply_id is null and reply_epoch is null and counted)""")
                .param("contact", contact.value())
                .param("message", messageId)
                .query(Boolean.class)
                .single();
    }

    /** Takes one reply off the window in which the message was counted. */
    void uncount(ContactId contact, String messageId) {
        sql.sql("""
                        update contact_bot c set reply_count = reply_count - 1
                          from bot_message m
                         where c.contact_id = :contact and m.contact_id = :contact and m.message_id = :message
                           and c.reply_count > 0 and c.reply_window_start <= m.seen_at""")
                .param("contact", contact.value())
                .param("message", messageId)
                .update();
    }

    /**
     * Remembers the message as this reply, whichever author it had before. If the message's id is the reply's own id, that row
     * stays a reply.
     *
     * @param claim the caller's claim; null if a platform's delivery tells
     */
    void link(ContactId contact, String messageId, String replyId, @Nullable Claim claim, Instant now) {
        sql.sql("""
                        insert into bot_message (contact_id, message_id, sender, certainty, seen_at, reply_id, claimed_by)
                        values (:contact, :message, 'bot', :certainty, :now, :reply, :by)
                        on conflict (contact_id, message_id) do update
                           set sender = 'bot', certainty = excluded.certainty, reply_id = excluded.reply_id,
                               claimed_by = excluded.claimed_by,
                               hold_instance = null, hold_status = null, hold_until = null""")
                .param("contact", contact.value())
                .param("message", messageId)
                .param("reply", replyId)
                .param("certainty", (claim == null ? Certainty.GUESS : Certainty.WORD).word())
                .param("by", claim == null ? null : claim.by())
                .param("now", time(now))
                .update();
    }

    /**
     * A caller's claim that a message is the bot's.
     *
     * @param by the caller's name; null where callers have no names
     */
    record Claim(@Nullable String by) {}
}
