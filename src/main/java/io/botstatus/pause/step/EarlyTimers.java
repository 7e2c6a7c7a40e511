package io.botstatus.pause.step;

import io.botstatus.engine.TimerDates;
import io.botstatus.pause.BotVariables;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/**
 * Arms the next timer of a pause that is not over yet.
 *
 * <p>A deadline that has moved is armed as it is. A timer that came before its own due date would come again at once, if it were
 * armed in the same way: in the hour that daylight saving repeats, the engine takes the second pass for the first ({@link
 * TimerDates#afterRepeatedHour}). Such a timer waits until the hour is over, and in any case longer each time, since the cause may
 * be another one.
 */
final class EarlyTimers {

    private static final int MOST_DOUBLINGS = 6;

    private final Clock clock;

    EarlyTimers(Clock clock) {
        this.clock = clock;
    }

    /**
     * The due date of the next timer.
     *
     * @param deadline what it has to come for
     */
    Date next(Instant deadline, DelegateExecution execution) {
        Instant now = clock.instant();
        if (!isBeforeItsTime(execution, now)) {
            execution.removeVariable(BotVariables.EARLY_TIMERS);
            return TimerDates.of(deadline);
        }
        int before = execution.getVariable(BotVariables.EARLY_TIMERS) instanceof Integer count ? count : 0;
        execution.setVariable(BotVariables.EARLY_TIMERS, before + 1);
        Instant rested = now.plus(Duration.ofSeconds(1L << Math.min(before, MOST_DOUBLINGS)));
        Instant due = TimerDates.afterRepeatedHour(deadline, now);
        return TimerDates.of(due.isAfter(rested) ? due : rested);
    }

    @SuppressWarnings("JavaUtilDate") // the engine's own type
    private static boolean isBeforeItsTime(DelegateExecution execution, Instant now) {
        return execution.getVariable(BotVariables.REACTIVATE_AT) instanceof Date armed
                && armed.toInstant().isAfter(now);
    }
}
