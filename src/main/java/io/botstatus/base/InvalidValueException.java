package io.botstatus.base;

import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value from outside that cannot be used. The message names the field, the value and what is allowed; nothing has been
 * changed when it is thrown.
 */
public final class InvalidValueException extends IllegalArgumentException {

    private static final int SHOWN = 120;

    private final String field;

    public InvalidValueException(String field, @Nullable Object value, String allowed) {
        this(field, value, allowed, Optional.empty());
    }

    private InvalidValueException(String field, @Nullable Object value, String allowed, Optional<String> meant) {
        super("%s %s. Allowed: %s.%s"
                .formatted(
                        field,
                        found(value),
                        allowed,
                        meant.map(word -> " Did you mean '" + word + "'?").orElse("")));
        this.field = field;
    }

    /** A value that is not in a closed list of words. The message also names the word that it looks like. */
    public static InvalidValueException ofList(String field, @Nullable Object value, Collection<String> words) {
        return ofList(field, value, String.join(", ", words), words);
    }

    /** A value that is not in a closed list of words, which {@code allowed} puts in a sentence. */
    public static InvalidValueException ofList(
            String field, @Nullable Object value, String allowed, Collection<String> words) {
        return new InvalidValueException(
                field,
                value,
                allowed,
                value instanceof String text ? SpellingSuggestion.slip(text.strip(), words) : Optional.empty());
    }

    /** A value that looks like another word, which the message names. */
    public static InvalidValueException suggesting(String field, @Nullable Object value, String allowed, String meant) {
        return new InvalidValueException(field, value, allowed, Optional.of(meant));
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
