package io.botstatus.status;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One contact's status before and after a change.
 *
 * @param reactivateAt when the bot becomes active without a person; null if it is active, or stays silent until released
 */
public record StatusChange(
        ContactId contact,
        Cause cause,
        BotStatus before,
        BotStatus after,
        @Nullable Instant reactivateAt) {

    public boolean isVisible() {
        return before != after;
    }
}
