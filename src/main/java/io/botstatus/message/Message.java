package io.botstatus.message;

import io.botstatus.base.InvalidValueException;
import io.botstatus.pause.Trigger;
import io.botstatus.reply.Echo;
import io.botstatus.status.Cause;
import io.botstatus.status.Certainty;
import io.botstatus.status.ContactId;
import io.botstatus.status.Sender;
import io.botstatus.status.hold.SeenMessages;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message in the conversation with a contact, as it was reported.
 *
 * @param messageId the platform's id: a second report under the same id has no effect
 * @param sentAt by the sender's clock
 * @param attributes further inputs for the pause policy, by name
 * @param evidence which fields tell the author, for the history; null if the caller only states it
 * @param echo the parts that may identify it as the bot's own; null if the sender is beyond doubt
 * @param certainty how sure the sender is
 */
public record Message(
        ContactId contact,
        String messageId,
        Sender sender,
        Instant sentAt,
        @Nullable String sentBy,
        @Nullable String channel,
        Map<String, Object> attributes,
        @Nullable String evidence,
        @Nullable Echo echo,
        Certainty certainty) {

    /** A message whose sender is beyond doubt. */
    public Message(
            ContactId contact,
            String messageId,
            Sender sender,
            Instant sentAt,
            @Nullable String sentBy,
            @Nullable String channel,
            Map<String, Object> attributes) {
        this(contact, messageId, sender, sentAt, sentBy, channel, attributes, null, null, Certainty.WORD);
    }

    /** A message whose sender is a guess, so the bot may still claim it. */
    public Message(
            ContactId contact,
            String messageId,
            Sender sender,
            Instant sentAt,
            @Nullable String sentBy,
            @Nullable String channel,
            Map<String, Object> attributes,
            @Nullable String evidence,
            @Nullable Echo echo) {
        this(contact, messageId, sender, sentAt, sentBy, channel, attributes, evidence, echo, Certainty.GUESS);
    }

    /** Checks every value; throws {@link InvalidValueException} if one cannot be used. */
    public Message {
        messageId = SeenMessages.id("messageId", messageId);
        // Checked for every sender: a value that no trigger could carry is refused, not stored.
        new Trigger(contact, Cause.MANUAL_MESSAGE, messageId, channel, sentBy, sentAt, attributes, evidence, certainty);
    }

    /** A copy whose reporter does not know the author, so the bot may still claim it. */
    public Message unsure(String because) {
        return new Message(
                contact,
                messageId,
                sender,
                sentAt,
                sentBy,
                channel,
                attributes,
                because,
                new Echo(null, null),
                Certainty.UNSURE);
    }

    Trigger trigger(Cause cause) {
        return new Trigger(contact, cause, messageId, channel, sentBy, sentAt, attributes, evidence, certainty);
    }
}
