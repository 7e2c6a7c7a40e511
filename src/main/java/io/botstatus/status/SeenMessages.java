package io.botstatus.status;

import static io.botstatus.status.Sql.time;

import java.time.Instant;
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
        return sql.sql("""
                        insert into bot_message (contact_id, message_id, sender, seen_at)
                        values (:contact, :message, :sender, :now)
                        on conflict do nothing""")
                        .param("contact", contact.value())
                        .param("message", messageId)
                        .param("sender", sender.word())
                        .param("now", time(now))
                        .update()
                == 1;
    }
}
