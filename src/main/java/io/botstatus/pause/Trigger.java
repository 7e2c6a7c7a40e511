package io.botstatus.pause;

import io.botstatus.base.InvalidValueException;
import io.botstatus.base.IsoTime;
import io.botstatus.base.Text;
import io.botstatus.status.Cause;
import io.botstatus.status.Certainty;
import io.botstatus.status.ContactId;
import io.botstatus.status.hold.Source;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that may pause the bot, with every attribute that the policy may read.
 *
 * @param cause manual_message, workflow_message or message_limit
 * @param happened when it happened, by the sender's clock
 * @param attributes what else is known of it, by name
 * @param source the message that it comes from; of that, the policy sees who wrote it
 */
public record Trigger(
        ContactId contact,
        Cause cause,
        @Nullable String channel,
        Instant happened,
        Map<String, Object> attributes,
        Source source) {

    private static final int MAX_TEXT = 200;
    private static final int MAX_ATTRIBUTES = 100;

    /** A trigger of which a caller says who wrote. */
    public Trigger(
            ContactId contact,
            Cause cause,
            @Nullable String messageId,
            @Nullable String channel,
            @Nullable String sentBy,
            Instant happened,
            Map<String, Object> attributes) {
        this(contact, cause, channel, happened, attributes, Source.said(messageId, sentBy));
    }

    /** Checks every value; throws {@link InvalidValueException} if one cannot be used. */
    public Trigger {
        if (!cause.isAutomatic()) {
            throw new InvalidValueException("cause", cause, "manual_message, workflow_message or message_limit");
        }
        channel = Text.optional(BotVariables.CHANNEL, channel, MAX_TEXT);
        if (attributes.size() > MAX_ATTRIBUTES) {
            throw new InvalidValueException(
                    "attributes", attributes.size() + " of them", "at most " + MAX_ATTRIBUTES + " attributes");
        }
        for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
            String name = attribute.getKey();
            if (attribute.getValue() instanceof String text) {
                Text.optional("attributes." + name, text, BotVariables.MAX_TEXT);
            }
            if (BotVariables.isReserved(name)) {
                throw new InvalidValueException(
                        "attributes", name, "any other name; this one has a meaning of its own");
            }
        }
    }

    /** Reads the trigger from the variables of a process instance that a message has started. */
    public static Trigger read(
            ContactId contact, Cause cause, Map<String, Object> variables, Certainty certainty, Instant now) {
        Map<String, Object> attributes = new TreeMap<>(variables);
        attributes.keySet().removeIf(BotVariables::isReserved);
        Object sentAt = variables.get(BotVariables.SENT_AT);
        return new Trigger(
                contact,
                cause,
                text(variables, BotVariables.CHANNEL),
                sentAt == null ? now : IsoTime.instant(BotVariables.SENT_AT, sentAt),
                attributes,
                new Source(
                        text(variables, BotVariables.MESSAGE_ID),
                        text(variables, BotVariables.SENT_BY),
                        text(variables, BotVariables.EVIDENCE),
                        certainty));
    }

    /** The trigger without the id of its message, which is known already. */
    public Trigger ofKnownMessage() {
        return new Trigger(contact, cause, channel, happened, attributes, source.ofKnownMessage());
    }

    public static @Nullable String text(Map<String, Object> variables, String name) {
        Object value = variables.get(name);
        // Numbers are common in models as ids and names. Any other type is a mistake.
        return value instanceof Number number ? number.toString() : Text.optional(name, value, 2000);
    }

    /**
     * Identifies everything that the policy sees except the time and the id of the message. The same key means the same decision.
     *
     * @param policyId the policy's version
     */
    public UUID policyKey(String policyId) {
        Map<String, Object> seen = new TreeMap<>(attributes);
        StringBuilder text = new StringBuilder(policyId)
                .append('\n')
                .append(cause)
                .append('\n')
                .append(channel)
                .append('\n')
                .append(source.sentBy());
        seen.forEach((name, value) -> text.append('\n').append(name).append('=').append(value));
        return UUID.nameUUIDFromBytes(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
