package io.botstatus.status.hold;

import static io.botstatus.database.Sql.time;

import io.botstatus.base.InvalidValueException;
import io.botstatus.base.LowerCaseEnum;
import io.botstatus.base.Text;
import io.botstatus.database.Sql;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Certainty;
import io.botstatus.status.ContactId;
import io.botstatus.status.Sender;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The ids of messages and replies that have had their effect. They make a second delivery idempotent. */
public final class SeenMessages {

    private static final int MAX_CHARACTERS = 200;

    private final JdbcClient sql;

    SeenMessages(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Checks the value.
     *
     * @throws InvalidValueException unless the value is a text of 1 to 200 characters
     */
    public static String id(String field, Object value) {
        return Text.required(field, value, MAX_CHARACTERS);
    }

    /**
     * Remembers a message, in the transaction of its effect.
     *
     * @return whether it is new: of two deliveries at the same time the second waits here for the first one's commit
     */
    public boolean add(ContactId contact, String messageId, Sender sender, Instant now) {
        return add(contact, messageId, sender, Certainty.WORD, now);
    }

    /** Remembers a message that a platform may have delivered. Returns as {@link #add(ContactId, String, Sender, Instant)} does. */
    public boolean add(ContactId contact, String messageId, Sender sender, Certainty certainty, Instant now) {
        return add(contact, new Message(messageId, sender, certainty, null), now);
    }

    /** Remembers a message that asks for a hold. Returns whether it is new. */
    boolean add(ContactId contact, Message message, Instant now) {
        Share share = message.share();
        return sql.sql("""
                        insert into bot_message (contact_id, message_id, sender, certainty, seen_at, hold_instance, hold_status, hold_until)
                        values (coalesce((select alias_of from contact_bot where contact_id = :contact), :contact),
                                :message, :sender, :certainty, :now, :instance, :status, :until)
                        on conflict do nothing""")
                        .param("contact", contact.value())
                        .param("message", message.id())
                        .param("sender", message.sender().word())
                        .param("certainty", message.certainty().word())
                        .param("now", time(now))
                        .param("instance", share == null ? null : share.processInstanceId())
                        .param("status", share == null ? null : share.status().word())
                        .param("until", share == null ? null : time(share.until()), Types.TIMESTAMP_WITH_TIMEZONE)
                        .update()
                == 1;
    }

    /** What is stored about a message that was seen. */
    public Optional<Known> known(ContactId contact, String messageId) {
        return sql.sql("""
                        select sender, certainty, seen_at, reply_id from bot_message
                         where contact_id = :contact and message_id = :message""")
                .param("contact", contact.value())
                .param("message", messageId)
                .query((row, n) -> new Known(
                        LowerCaseEnum.of(Sender.class, "sender", row.getString("sender")),
                        LowerCaseEnum.of(Certainty.class, "certainty", row.getString("certainty")),
                        Sql.instant(row, "seen_at"),
                        row.getString("reply_id")))
                .optional();
    }

    /**
     * Corrects the author of a message, since a platform's delivery outweighs the caller who reported it before. The message's
     * share of a hold stays: the caller of this method has to adjust it. Call this under the contact's lock. A granted reply of
     * this id stays one.
     */
    public void correct(ContactId contact, String messageId, Sender sender, Certainty certainty) {
        sql.sql("""
                        update bot_message set sender = :sender, certainty = :certainty, reply_id = null, claimed_by = null
                         where contact_id = :contact and message_id = :message""")
                .param("contact", contact.value())
                .param("message", messageId)
                .param("sender", sender.word())
                .param("certainty", certainty.word())
                .update();
    }

    /** What a seen message asked of a hold; empty if it met none. Call this under the contact's lock. */
    Optional<Share> share(ContactId contact, String messageId) {
        return sql.sql("""
                        select * from bot_message
                         where contact_id = :contact and message_id = :message and hold_instance is not null""")
                .param("contact", contact.value())
                .param("message", messageId)
                .query((row, n) -> share(row))
                .optional();
    }

    /**
     * What the other messages asked of the same hold. For each status it returns the longest, since a hold may have met very many.
     */
    List<Share> sharesBeside(ContactId contact, String messageId, Share share) {
        return sql.sql("""
                        select sender, hold_instance, hold_status, max(hold_until) as hold_until from bot_message
                         where contact_id = :contact and message_id <> :message and hold_instance = :instance
                           and sender = :sender
                         group by sender, hold_instance, hold_status""")
                .param("contact", contact.value())
                .param("message", messageId)
                .param("instance", share.processInstanceId())
                .param("sender", share.sender().word())
                .query((row, n) -> share(row))
                .list();
    }

    /** Corrects the author of the message to the bot. */
    void wasTheBot(ContactId contact, String messageId) {
        sql.sql("""
                        update bot_message
                           set sender = 'bot', hold_instance = null, hold_status = null, hold_until = null
                         where contact_id = :contact and message_id = :message""")
                .param("contact", contact.value())
                .param("message", messageId)
                .update();
    }

    private static Share share(ResultSet row) throws SQLException {
        return new Share(
                LowerCaseEnum.of(Sender.class, "sender", row.getString("sender")),
                row.getString("hold_instance"),
                BotStatus.of("hold_status", row.getString("hold_status")),
                Sql.deadline(row, "hold_until"));
    }

    /**
     * What is stored about a message.
     *
     * @param certainty how sure that is
     * @param replyId the reply that it carries, if it is the bot's and that is known
     */
    public record Known(
            Sender sender,
            Certainty certainty,
            Instant seenAt,
            @Nullable String replyId) {

        /** Whether a report or a proof names a person as the author. Then no caller can claim it for the bot. */
        public boolean isAPersons() {
            return sender == Sender.HUMAN && (certainty == Certainty.WORD || certainty == Certainty.PROOF);
        }
    }

    /**
     * A message to be remembered.
     *
     * @param certainty how sure it is that the sender wrote it
     * @param share what it asks of a hold; null if it meets none
     */
    record Message(
            String id,
            Sender sender,
            Certainty certainty,
            @Nullable Share share) {}

    /** What one message alone asked of a hold. */
    record Share(
            Sender sender,
            String processInstanceId,
            BotStatus status,
            @Nullable Instant until) {}
}
