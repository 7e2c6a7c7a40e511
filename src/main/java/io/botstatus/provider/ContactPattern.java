package io.botstatus.provider;

import io.botstatus.base.InvalidValueException;
import io.botstatus.status.ContactId;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pattern of contact ids, filled with a platform's keys: {@code {connection}:{contact key}}. */
final class ContactPattern {

    static final String DEFAULT = "{connection}:{contact key}";

    private static final String CONNECTION = "connection";
    private static final String CONTACT = "contact key";
    private static final String CONVERSATION = "conversation key";
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");
    private static final String ALLOWED =
            "a text with {contact key} or {conversation key}, and with {connection} if wanted, such as " + DEFAULT;

    private final String pattern;

    /**
     * Checks the pattern.
     *
     * @throws InvalidValueException if all contacts would have the same id, or it has an unknown placeholder
     */
    ContactPattern(String property, String pattern) {
        boolean one = false;
        for (Matcher places = PLACE.matcher(pattern); places.find(); ) {
            String place = places.group(1);
            if (!place.equals(CONNECTION) && !place.equals(CONTACT) && !place.equals(CONVERSATION)) {
                throw new InvalidValueException(property, pattern, ALLOWED);
            }
            one |= !place.equals(CONNECTION);
        }
        if (!one) {
            throw new InvalidValueException(property, pattern, ALLOWED);
        }
        this.pattern = pattern;
    }

    ContactId contact(String connection, Incoming message) {
        // A message of no conversation is one of the contact's own.
        String conversation = message.conversation().key() == null
                ? message.conversation().contact()
                : message.conversation().key();
        Map<String, String> keys =
                Map.of(CONNECTION, connection, CONTACT, message.conversation().contact(), CONVERSATION, conversation);
        return new ContactId(PLACE.matcher(pattern)
                .replaceAll(place -> Matcher.quoteReplacement(String.valueOf(keys.get(place.group(1))))));
    }
}
