package io.botstatus.bulk;

import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What every contact of a bulk change is to have. One deadline for all, counted from the request: whoever has his turn late is
 * paused no longer than the first.
 *
 * @param cause {@code manual_change} if a person asks, which replaces every hold; else the hold of this cause is placed or replaced
 * @param override whether a workflow that sets the bots active also lifts what a person placed, and opt-outs
 * @param until when the bots come back by themselves; null: not by themselves
 */
public record BulkRequest(
        BotStatus status,
        Cause cause,
        boolean override,
        @Nullable Instant until,
        @Nullable String reason,
        @Nullable String setBy) {

    /** A person's: holds of other causes go as well. */
    boolean isAuthoritative() {
        return cause.equals(Cause.MANUAL_CHANGE);
    }

    /** Of one that sets the bots active: nothing is kept. */
    boolean releasesAll() {
        return override || isAuthoritative();
    }
}
