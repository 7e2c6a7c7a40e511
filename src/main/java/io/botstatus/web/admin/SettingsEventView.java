package io.botstatus.web.admin;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.botstatus.status.SettingsEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The settings from one moment on, as JSON. */
record SettingsEventView(
        long id,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Instant at,
        String mode,
        int messageLimit,
        String messageLimitWindow,
        @Nullable String setBy) {

    static SettingsEventView of(SettingsEvent event) {
        return new SettingsEventView(
                event.id(),
                event.at(),
                event.settings().mode().word(),
                event.settings().messageLimit(),
                event.settings().messageLimitWindow().toString(),
                event.setBy());
    }
}
