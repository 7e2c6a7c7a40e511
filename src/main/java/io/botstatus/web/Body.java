package io.botstatus.web;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import io.botstatus.base.InvalidValueException;
import io.botstatus.base.SpellingSuggestion;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request body that refuses unknown fields, because a mistyped name would silently change the meaning. */
public interface Body {

    @JsonAnySetter
    default void refuse(String field, @Nullable Object value) {
        List<String> fields = Arrays.stream(getClass().getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        String allowed = "no such field here, but " + String.join(", ", fields);
        throw SpellingSuggestion.slip(field, fields)
                .map(meant -> InvalidValueException.suggesting(field, value, allowed, meant))
                .orElseGet(() -> new InvalidValueException(field, value, allowed));
    }

    static <T> T required(String field, @Nullable T value, String allowed) {
        if (value == null) {
            throw new InvalidValueException(field, null, allowed);
        }
        return value;
    }
}
