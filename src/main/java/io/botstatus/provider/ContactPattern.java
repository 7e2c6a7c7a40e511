package io.botstatus.provider;

import io.botstatus.base.InvalidValueException;
import io.botstatus.status.ContactId;
import java.util.Map;
import java.util.Optional;
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

    /** The contact of this id; empty if its contacts are conversations, of which one person may have several. */
    Optional<ContactId> contact(String connection, String id) {
        return pattern.contains("{" + CONVERSATION + "}")
                ? Optional.empty()
                : Optional.of(filled(Map.of(CONNECTION, connection, CONTACT, id)));
    }

    ContactId contact(String connection, Incoming message) {
        // A message of no conversation is one of the contact's own.
        String conversation = message.conversation().key() == null
                ? message.conversation().contact()
                : message.conversation().key();
        return filled(
                Map.of(CONNECTION, connection, CONTACT, message.conversation().contact(), CONVERSATION, conversation));
    }

    private ContactId filled(Map<String, String> keys) {
        return new ContactId(PLACE.matcher(pattern)
                .replaceAll(place -> Matcher.quoteReplacement(String.valueOf(keys.get(place.group(1))))));
    }
}
