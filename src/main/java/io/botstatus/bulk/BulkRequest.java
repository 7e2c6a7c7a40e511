package io.botstatus.bulk;

import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The new status for every contact of a bulk change. All contacts get one deadline, counted from the request, so the last batch is
 * paused no longer than the first.
 *
 * @param cause {@code manual_change} if a person asks, which replaces every hold; else the hold of this cause is placed or replaced
 * @param override whether a workflow that sets the bots active also lifts a person's holds and opt-outs
 * @param until the deadline of the holds; null: none
 */
public record BulkRequest(
        BotStatus status,
        Cause cause,
        boolean override,
        @Nullable Instant until,
        @Nullable String reason,
        @Nullable String setBy) {

    /** Whether a person asks. Then holds of other causes are replaced too. */
    boolean isAuthoritative() {
        return cause.equals(Cause.MANUAL_CHANGE);
    }

    /** Whether a request for active bots releases every hold. */
    boolean releasesAll() {
        return override || isAuthoritative();
    }
}
