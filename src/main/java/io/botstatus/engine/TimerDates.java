package io.botstatus.engine;

import java.time.Instant;
import java.util.Date;

/** The engine's type for due dates, which it takes for a timer without parsing it. */
public final class TimerDates {

    private TimerDates() {}

    /** The engine's timers know milliseconds: rounded up, so that a timer never fires before its deadline. */
    @SuppressWarnings("JavaUtilDate") // the engine's own type
    public static Date of(Instant deadline) {
        return new Date(deadline.plusNanos(999_999).toEpochMilli());
    }
}
