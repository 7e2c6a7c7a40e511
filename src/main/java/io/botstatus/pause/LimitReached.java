package io.botstatus.pause;

import io.botstatus.status.Settings;
import java.time.Instant;
import java.util.Map;

/** The policy's inputs when a limit is reached. */
public final class LimitReached {

    private LimitReached() {}

    public static Map<String, Object> attributes(Settings settings, Instant windowStart) {
        return Map.of(
                BotVariables.MESSAGE_LIMIT, settings.messageLimit(),
                BotVariables.MESSAGE_LIMIT_WINDOW, settings.messageLimitWindow().toString(),
                BotVariables.WINDOW_ENDS_AT,
                        windowStart.plus(settings.messageLimitWindow()).toString());
    }
}
