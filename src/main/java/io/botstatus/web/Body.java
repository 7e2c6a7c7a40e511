package io.botstatus.web;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import io.botstatus.base.InvalidValueException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A request body that refuses unknown fields, because a mistyped name would silently change the meaning. */
public interface Body {

    @JsonAnySetter
    default void refuse(String field, @Nullable Object value) {
        throw new InvalidValueException(
                field,
                value,
                "no such field here, but "
                        + Arrays.stream(getClass().getRecordComponents())
                                .map(RecordComponent::getName)
                                .collect(Collectors.joining(", ")));
    }

    static <T> T required(String field, @Nullable T value, String allowed) {
        if (value == null) {
            throw new InvalidValueException(field, null, allowed);
        }
        return value;
    }
}
