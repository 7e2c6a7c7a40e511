package io.botstatus.cohort;

import io.botstatus.base.InvalidValueException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Whether pauses share process instances.
 *
 * @param cohortWindow how far apart the deadlines of pauses that share one may be, and so how much later than its deadline the end
 *     of a pause is recorded; null: each pause has its own
 */
@ConfigurationProperties("botstatus")
record CohortProperties(@Nullable Duration cohortWindow) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    /**
     * Checks the value.
     *
     * @throws InvalidValueException if the window is out of bounds
     */
    CohortProperties {
        if (cohortWindow != null
                && (cohortWindow.compareTo(SHORTEST) < 0
                        || cohortWindow.compareTo(LONGEST) > 0
                        || cohortWindow.toNanos() % 1_000_000 != 0)) {
            throw new InvalidValueException(
                    "botstatus.cohort-window",
                    cohortWindow,
                    "from 1s to 1h in whole milliseconds, such as 30s or PT1M; leave it out for no windows");
        }
    }
}
