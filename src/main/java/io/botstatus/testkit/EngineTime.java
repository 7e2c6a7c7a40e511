package io.botstatus.testkit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/** The engine's clock, of which there is one in a JVM, and which knows milliseconds. */
final class EngineTime {

    private EngineTime() {}

    static Instant now() {
        return ClockUtil.getCurrentTime().toInstant();
    }

    /** Lets the clock stand still at the present second, whatever it showed before. */
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

    /** Up, as the plugin's timers are: at a deadline between two milliseconds, what waits for it is over. */
    static Instant roundedUp(Instant time) {
        return time.plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS);
    }
}
