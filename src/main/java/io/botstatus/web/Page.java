package io.botstatus.web;

import io.botstatus.base.InvalidValueException;
import org.jspecify.annotations.Nullable;

/** The size of a requested page of a list. */
public final class Page {

    private static final int DEFAULT = 50;
    private static final int MAX = 500;

    private Page() {}

    public static int limit(@Nullable String limit) {
        return limit == null ? DEFAULT : (int) number("limit", limit, MAX);
    }

    public static long before(@Nullable String before) {
        return before == null ? Long.MAX_VALUE : number("before", before, Long.MAX_VALUE);
    }

    private static long number(String field, String text, long max) {
        try {
            long number = Long.parseLong(text);
            if (number >= 1 && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // falls through to the error that says what is allowed
        }
        throw new InvalidValueException(field, text, "a whole number from 1 to " + max);
    }
}
