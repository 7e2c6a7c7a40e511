package io.botstatus.web.admin;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.botstatus.base.InvalidValueException;
import io.botstatus.base.IsoTime;
import io.botstatus.base.LowerCaseEnum;
import io.botstatus.status.BotMode;
import io.botstatus.status.Settings;
import io.botstatus.web.Body;
import io.botstatus.web.WholeNumber;
import org.jspecify.annotations.Nullable;

/** The settings of a PUT. It ignores the models of a read answer, which cannot be set here. */
@JsonIgnoreProperties("models")
record SettingsBody(
        @Nullable String mode,

        @JsonDeserialize(using = WholeNumber.class) @Nullable
        Long messageLimit,

        @Nullable String messageLimitWindow)
        implements Body {

    Settings settings() {
        return new Settings(
                LowerCaseEnum.of(BotMode.class, "mode", mode),
                limit(messageLimit),
                IsoTime.duration(
                        "messageLimitWindow",
                        Body.required("messageLimitWindow", messageLimitWindow, "an ISO 8601 duration such as PT24H")));
    }

    private static int limit(@Nullable Long limit) {
        String allowed = "a whole number from 1 to 1000000";
        long given = Body.required("messageLimit", limit, allowed);
        if (given != (int) given) {
            throw new InvalidValueException("messageLimit", given, allowed);
        }
        return (int) given;
    }
}
