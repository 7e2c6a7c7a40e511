package io.botstatus.base;

import org.jspecify.annotations.Nullable;

/** Checks texts from outside. A text that PostgreSQL cannot store or no one can read is refused where it comes in. */
public final class Text {

    private Text() {}

    /**
     * The value, 1 to {@code max} characters without control characters or halves of surrogate pairs.
     *
     * @throws InvalidValueException if it is anything else
     */
    public static String required(String field, @Nullable Object value, int max) {
        if (!(value instanceof String text) || text.isEmpty() || !fits(text, max) || !clean(text, false)) {
            throw new InvalidValueException(
                    field, value, "a text of 1 to " + max + " characters without control characters");
        }
        return text;
    }

    /** The value, which may be null or span lines, with at most {@code max} characters. */
    public static @Nullable String optional(String field, @Nullable Object value, int max) {
        if (value == null) {
            return null;
        }
        if (!(value instanceof String text) || !fits(text, max) || !clean(text, true)) {
            throw new InvalidValueException(
                    field, value, "a text of at most " + max + " characters without control characters");
        }
        return text.isBlank() ? null : text;
    }

    private static boolean fits(String text, int max) {
        return text.codePointCount(0, text.length()) <= max;
    }

    private static boolean clean(String text, boolean lines) {
        return text.codePoints().allMatch(c -> switch (Character.getType(c)) {
            case Character.CONTROL -> lines && (c == '\n' || c == '\r' || c == '\t');
            case Character.SURROGATE -> false;
            default -> true;
        });
    }
}
