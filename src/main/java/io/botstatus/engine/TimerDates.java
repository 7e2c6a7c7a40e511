package io.botstatus.engine;

import java.time.Instant;
import java.util.Date;

/** Due dates in the engine's own type, which it uses for a timer without parsing. */
public final class TimerDates {

    private TimerDates() {}

    /** Rounds up to milliseconds, the engine's precision, so that a timer never fires before its deadline. */
    @SuppressWarnings("JavaUtilDate") // the engine's own type
    public static Date of(Instant deadline) {
        return new Date(deadline.plusNanos(999_999).toEpochMilli());
    }
}
