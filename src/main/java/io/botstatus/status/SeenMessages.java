package io.botstatus.status;

import static io.botstatus.status.Sql.time;

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
        return add(contact, new Message(messageId, sender, null), now);
    }

    /** The same for a message that asks for a hold. */
    boolean add(ContactId contact, Message message, Instant now) {
        Share share = message.share();
        return sql.sql("""
                        insert into bot_message (contact_id, message_id, sender, seen_at, hold_instance, hold_status, hold_until)
                        values (:contact, :message, :sender, :now, :instance, :status, :until)
                        on conflict do nothing""")
                        .param("contact", contact.value())
                        .param("message", message.id())
                        .param("sender", message.sender().word())
                        .param("now", time(now))
                        .param("instance", share == null ? null : share.processInstanceId())
                        .param("status", share == null ? null : share.status().word())
                        .param("until", share == null ? null : time(share.until()), Types.TIMESTAMP_WITH_TIMEZONE)
                        .update()
                == 1;
    }

    /** Who wrote a message that was seen. */
    public Optional<Sender> sender(ContactId contact, String messageId) {
        return sql.sql("select sender from bot_message where contact_id = :contact and message_id = :message")
                .param("contact", contact.value())
                .param("message", messageId)
                .query((row, n) -> Word.of(Sender.class, "sender", row.getString("sender")))
                .optional();
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

    /** What the other messages asked of the same hold. */
    List<Share> sharesBeside(ContactId contact, String messageId, Share share) {
        return sql.sql("""
                        select * from bot_message
                         where contact_id = :contact and message_id <> :message and hold_instance = :instance
                           and sender = :sender""")
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
                Word.of(Sender.class, "sender", row.getString("sender")),
                row.getString("hold_instance"),
                BotStatus.of("hold_status", row.getString("hold_status")),
                Sql.deadline(row, "hold_until"));
    }

    /**
     * A message to be remembered.
     *
     * @param share what it asks of a hold; null if it meets none
     */
    record Message(String id, Sender sender, @Nullable Share share) {}

    /** What one message by itself asked of a hold. */
    record Share(
            Sender sender,
            String processInstanceId,
            BotStatus status,
            @Nullable Instant until) {}
}
