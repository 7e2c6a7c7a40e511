package io.botstatus.base;

import org.jspecify.annotations.Nullable;

/**
 * A value from outside that cannot be used. The message names the field, the value and what is allowed; nothing has been
 * changed when it is thrown.
 */
public final class InvalidValueException extends IllegalArgumentException {

    private static final int SHOWN = 120;

    private final String field;

    public InvalidValueException(String field, @Nullable Object value, String allowed) {
        super("%s %s. Allowed: %s.".formatted(field, found(value), allowed));
        this.field = field;
    }

    /** The field as the caller knows it, for example {@code reactivateAfter}. */
    public String field() {
        return field;
    }

    private static String found(@Nullable Object value) {
        if (value == null) {
            return "is missing";
        }
        String text =
                value.toString().replaceAll("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u202A-\\u202E\\u2066-\\u2069]", "\uFFFD");
        return "is '" + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…") + "'";
    }
}
