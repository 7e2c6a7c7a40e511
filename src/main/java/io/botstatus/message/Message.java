package io.botstatus.message;

import io.botstatus.base.InvalidValueException;
import io.botstatus.pause.Trigger;
import io.botstatus.reply.Echo;
import io.botstatus.status.Cause;
import io.botstatus.status.Certainty;
import io.botstatus.status.ContactId;
import io.botstatus.status.Sender;
import io.botstatus.status.hold.Source;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message in the conversation with a contact, as it was reported.
 *
 * @param sentAt by the sender's clock
 * @param attributes what the pause policy may look at besides, by name
 * @param source the platform's id of the message, who wrote it, and how sure that is
 * @param echo what may tell that it is the bot's own; null if the sender is beyond doubt
 */
public record Message(
        ContactId contact,
        Sender sender,
        Instant sentAt,
        @Nullable String channel,
        Map<String, Object> attributes,
        Source source,
        @Nullable Echo echo) {

    /** A message whose sender is beyond doubt. */
    public Message(
            ContactId contact,
            String messageId,
            Sender sender,
            Instant sentAt,
            @Nullable String sentBy,
            @Nullable String channel,
            Map<String, Object> attributes) {
        this(contact, sender, sentAt, channel, attributes, Source.said(messageId, sentBy), null);
    }

    /** Checks every value; throws {@link InvalidValueException} if one cannot be used. */
    public Message {
        Objects.requireNonNull(source.messageId());
        // Of any sender: what no trigger could carry is refused, not stored.
        new Trigger(contact, Cause.MANUAL_MESSAGE, channel, sentAt, attributes, source);
    }

    /** The platform's id: what is reported twice under one id happens once. */
    public String messageId() {
        return Objects.requireNonNull(source.messageId());
    }

    /** The message where its reporter does not know who wrote it, so that the bot may still name it as its own. */
    public Message unsure(String because) {
        return new Message(
                contact,
                sender,
                sentAt,
                channel,
                attributes,
                new Source(source.messageId(), source.sentBy(), because, Certainty.UNSURE),
                new Echo(null, null));
    }

    Trigger trigger(Cause cause) {
        return new Trigger(contact, cause, channel, sentAt, attributes, source);
    }
}
