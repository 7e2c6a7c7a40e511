package io.botstatus.web;

import io.botstatus.status.BotMode;
import io.botstatus.status.Iso;
import io.botstatus.status.Settings;
import io.botstatus.status.Word;
import org.jspecify.annotations.Nullable;

/** The settings, in and out. */
record SettingsBody(
        @Nullable String mode,
        @Nullable Integer messageLimit,
        @Nullable String messageLimitWindow) implements Body {

    static SettingsBody of(Settings settings) {
        return new SettingsBody(
                settings.mode().word(),
                settings.messageLimit(),
                settings.messageLimitWindow().toString());
    }

    Settings settings() {
        return new Settings(
                Word.of(BotMode.class, "mode", mode),
                Body.required("messageLimit", messageLimit, "a whole number from 1 to 1000000"),
                Iso.duration(
                        "messageLimitWindow",
                        Body.required("messageLimitWindow", messageLimitWindow, "an ISO 8601 duration such as PT24H")));
    }
}
