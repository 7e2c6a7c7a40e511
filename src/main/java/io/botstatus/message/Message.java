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
 * @param messageId the platform's id: what is reported twice under one id happens once
 * @param sentAt by the sender's clock
 * @param attributes what the pause policy may look at besides, by name
 * @param evidence what tells that it was this sender, for the history; null if whoever reports it just says so
 * @param echo what may tell that it is the bot's own; null if the sender is beyond doubt
 * @param certainty how sure it is that it was this sender
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

    /** A message whose sender is no more than a guess, so that the bot may still name it as its own. */
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
        // Whoever wrote: what no trigger could carry is refused, not stored.
        new Trigger(contact, Cause.MANUAL_MESSAGE, messageId, channel, sentBy, sentAt, attributes, evidence, certainty);
    }

    /** The same where whoever reports it does not know who wrote, so that the bot may still name it as its own. */
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
