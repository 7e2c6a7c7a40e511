package io.botstatus.web.contact;

import io.botstatus.base.InvalidValueException;
import io.botstatus.base.IsoTime;
import io.botstatus.base.LowerCaseEnum;
import io.botstatus.message.Message;
import io.botstatus.status.ContactId;
import io.botstatus.status.Sender;
import io.botstatus.web.Body;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The report of a message. */
record MessageBody(
        @Nullable String messageId,
        @Nullable String sender,
        @Nullable String sentAt,
        @Nullable String sentBy,
        @Nullable String channel,
        @Nullable Map<String, @Nullable Object> attributes)
        implements Body {

    private static final int MAX_ATTRIBUTES = 50;

    /** An outgoing message without a known author. */
    private static final String UNKNOWN = "unknown";

    private static final List<String> SENDERS = Stream.concat(
                    LowerCaseEnum.words(Sender.class).stream(), Stream.of(UNKNOWN))
            .toList();

    Message message(ContactId contact, Instant now) {
        return UNKNOWN.equals(sender) ? unknown(contact, now) : told(contact, now);
    }

    /** Counts as a person's until the bot claims it, since talking over a person is the worse mistake. */
    private Message unknown(ContactId contact, Instant now) {
        MessageBody human = new MessageBody(messageId, Sender.HUMAN.word(), sentAt, sentBy, channel, attributes);
        return human.told(contact, now).unsure("human, because sender is unknown");
    }

    private Message told(ContactId contact, Instant now) {
        return new Message(
                contact,
                Body.required("messageId", messageId, "the platform's id of the message"),
                sender(sender),
                sentAt == null ? now : IsoTime.instant("sentAt", sentAt),
                sentBy,
                channel,
                plain(attributes == null ? Map.of() : attributes));
    }

    private static Sender sender(@Nullable String word) {
        return Stream.of(Sender.values())
                .filter(sender -> sender.word().equals(word))
                .findFirst()
                .orElseThrow(() -> InvalidValueException.ofList(
                        "sender", word, "contact, human, bot, workflow, or else unknown", SENDERS));
    }

    /** The attributes as process variables: text, numbers and booleans, which every expression can compare. */
    private static Map<String, Object> plain(Map<String, @Nullable Object> attributes) {
        if (attributes.size() > MAX_ATTRIBUTES) {
            throw new InvalidValueException(
                    "attributes", attributes.size(), "at most " + MAX_ATTRIBUTES + " attributes");
        }
        Map<String, Object> plain = new HashMap<>();
        attributes.forEach((name, value) -> {
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]{0,63}")) {
                throw new InvalidValueException(
                        "attributes", name, "names of 1 to 64 letters, digits and _, not beginning with a digit");
            }
            if (!isPlain(value)) {
                throw new InvalidValueException("attributes." + name, value, "a text, a number, true or false");
            }
            if (value != null) {
                plain.put(name, value);
            }
        });
        return plain;
    }

    private static boolean isPlain(@Nullable Object value) {
        return value == null || value instanceof String || value instanceof Number || value instanceof Boolean;
    }
}
