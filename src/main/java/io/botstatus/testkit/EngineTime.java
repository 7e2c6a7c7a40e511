package io.botstatus.testkit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/** The engine's clock. There is one in a JVM, and it knows milliseconds. */
final class EngineTime {

    private EngineTime() {}

    static Instant now() {
        return ClockUtil.getCurrentTime().toInstant();
    }

    /** Stops the clock at the present second, also after an earlier test has moved it. */
    static void stop() {
        ClockUtil.reset();
        set(now().truncatedTo(ChronoUnit.SECONDS));
    }

    static void reset() {
        ClockUtil.reset();
    }

    @SuppressWarnings("JavaUtilDate") // the engine's clock takes nothing else
    static void set(Instant time) {
        ClockUtil.setCurrentTime(new Date(roundedUp(time).toEpochMilli()));
    }

    /** Rounds up, as the plugin's timers do: at a deadline between two milliseconds, the hold is over. */
    static Instant roundedUp(Instant time) {
        return time.plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS);
    }
}
