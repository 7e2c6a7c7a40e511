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

/** The ids of messages and replies that have had their effect, so that a second delivery has none. */
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

    /** The same of a message that a platform may have delivered. */
    public boolean add(ContactId contact, String messageId, Sender sender, Certainty certainty, Instant now) {
        return add(contact, new Message(messageId, sender, certainty, null), now);
    }

    /** The same for a message that asks for a hold. */
    boolean add(ContactId contact, Message message, Instant now) {
        Share share = message.share();
        return sql.sql("""
                        insert into bot_message (contact_id, message_id, sender, certainty, seen_at, hold_instance, hold_status, hold_until)
                        values (:contact, :message, :sender, :certainty, :now, :instance, :status, :until)
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

    /** What is known of a message that was seen. */
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
     * Corrects who wrote a message, since a platform knows better than the caller who has spoken of it before. What it asked of a
     * hold stays, and what follows from who has written it is for the caller of this to do. To be called under the contact's
     * lock. A granted reply of this id stays one.
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

    /** Of a message that was seen: what it asked for; nothing if it met no hold. To be called under the contact's lock. */
    Optional<Share> share(ContactId contact, String messageId) {
        return sql.sql("""
                        select * from bot_message
                         where contact_id = :contact and message_id = :message and hold_instance is not null""")
                .param("contact", contact.value())
                .param("message", messageId)
                .query((row, n) -> share(row))
                .optional();
    }

    /** What the other messages asked of the same hold: of each status the longest, since a hold may have met very many. */
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

    /** Corrects who wrote: the bot. */
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
     * What is known of a message.
     *
     * @param certainty how sure that is
     * @param replyId the reply that it carries, if it is the bot's and that is known
     */
    public record Known(
            Sender sender,
            Certainty certainty,
            Instant seenAt,
            @Nullable String replyId) {

        /** Whether somebody says outright that a person wrote it: then no caller takes it for the bot's. */
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

    /** What one message by itself asked of a hold. */
    record Share(
            Sender sender,
            String processInstanceId,
            BotStatus status,
            @Nullable Instant until) {}
}
