package io.botstatus.status;

import io.botstatus.base.InvalidValueException;
import io.botstatus.base.Text;
import org.jspecify.annotations.Nullable;

/**
 * One person the bot talks to, by the caller's own id: a phone number, a JID, the id of a CRM. Ids are compared letter by letter,
 * and a contact needs no registration.
 */
public record ContactId(String value) implements Comparable<ContactId> {

    public static final int MAX_CHARACTERS = 200;

    /**
     * Checks the value.
     *
     * @throws InvalidValueException unless the value has 1 to 200 characters, none of them a control character
     */
    public ContactId {
        Text.required("contactId", value, MAX_CHARACTERS);
        // URLs resolve these two away, so no caller could look up a contact with such an id.
        if (value.equals(".") || value.equals("..")) {
            throw new InvalidValueException("contactId", value, "any id that is not just dots");
        }
    }

    /**
     * Checks the value.
     *
     * @throws InvalidValueException if the value is no text or no id
     */
    public static ContactId of(@Nullable Object value) {
        return of("contactId", value);
    }

    /** Checks the value of a field as {@link #of(Object)} does. */
    public static ContactId of(String field, @Nullable Object value) {
        return new ContactId(Text.required(field, value, MAX_CHARACTERS));
    }

    @Override
    public int compareTo(ContactId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
