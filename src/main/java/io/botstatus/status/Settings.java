package io.botstatus.status;

import io.botstatus.base.InvalidValueException;
import io.botstatus.base.IsoTime;
import java.time.Duration;

/**
 * The settings that apply to every contact.
 *
 * @param messageLimit granted replies per contact and window
 * @param messageLimitWindow counted from the first reply in it
 */
public record Settings(BotMode mode, int messageLimit, Duration messageLimitWindow) {

    private static final int MAX_LIMIT = 1_000_000;

    /**
     * Checks the value.
     *
     * @throws InvalidValueException if the limit or the window is out of bounds
     */
    public Settings {
        if (messageLimit < 1 || messageLimit > MAX_LIMIT) {
            throw new InvalidValueException("messageLimit", messageLimit, "a whole number from 1 to " + MAX_LIMIT);
        }
        messageLimitWindow = IsoTime.duration("messageLimitWindow", messageLimitWindow);
    }
}
