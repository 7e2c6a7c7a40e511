package io.botstatus.engine;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Date;

/** Due dates in the engine's own type, which it uses for a timer without parsing. */
public final class TimerDates {

    private TimerDates() {}

    /** Rounds up to milliseconds, the engine's precision, so that a timer never fires before its deadline. */
    @SuppressWarnings("JavaUtilDate") // the engine's own type
    public static Date of(Instant deadline) {
        return new Date(deadline.plusNanos(999_999).toEpochMilli());
    }

    /**
     * The deadline, or the end of the hour that daylight saving repeats, if the engine would take the deadline for past.
     *
     * <p>Camunda's own tables have due dates without a zone, as clocks in the JVM's zone show them. If clocks show 2:44 and will go
     * back from 3:00 to 2:00, a due date of the second 2:43 is taken for past. After the second 3:00, no clock shows it again.
     */
    public static Instant afterRepeatedHour(Instant deadline, Instant now) {
        ZoneId zone = ZoneId.systemDefault();
        ZoneOffsetTransition change = zone.getRules().nextTransition(now);
        boolean isTakenForPast = !LocalDateTime.ofInstant(deadline, zone).isAfter(LocalDateTime.ofInstant(now, zone));
        return change != null && change.isOverlap() && isTakenForPast && deadline.isAfter(now)
                ? change.getDateTimeBefore().toInstant(change.getOffsetAfter())
                : deadline;
    }
}
