package io.botstatus.status.hold;

import io.botstatus.status.StatusChange;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a timer.
 *
 * @param ended the statuses that changed because deadlines had passed
 * @param over whether the process instance has nothing left to wait for
 * @param until the next deadline it has to wait for; null if it is over, or waits for a release
 */
public record Expiry(
        List<StatusChange> ended, boolean over, @Nullable Instant until) {}
