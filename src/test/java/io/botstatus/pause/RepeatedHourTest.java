package io.botstatus.pause;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.TimeChange;
import io.botstatus.status.BotStatus;
import io.botstatus.status.hold.Reactivation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

/** A host whose JVM stands in Berlin, in the night that shows the hour from two to three twice. Camunda's tables know no zones. */
class RepeatedHourTest extends PauseScenario {

    /** Clocks go back from 3:00 to 2:00. */
    private static final TimeChange CHANGE =
            new TimeChange(ZoneId.of("Europe/Berlin"), Instant.parse("2026-10-25T01:00:00Z"));

    private static final int ENDLESS = 20;

    @Test
    void aTimerOfTheSecondPassComesOnceTooEarlyAndOnceAfterTheHour() {
        CHANGE.inThisZone(() -> {
            Instant deadline = Instant.parse("2026-10-25T01:43:53Z");
            timeIs(Instant.parse("2026-10-25T00:10:00Z"));
            person(BotStatus.SNOOZED, new Reactivation.At(deadline));
            ProcessInstance pause = onlyInstance();

            List<Instant> wakeUps = wakeUps(pause, Instant.parse("2026-10-25T02:30:00Z"));

            assertThat(wakeUps)
                    .containsExactly(
                            Instant.parse("2026-10-25T00:44:00Z"), // shows 2:44
                            Instant.parse("2026-10-25T02:00:00Z")); // shows 3:00
            assertThat(running()).isEmpty();
            assertThat(story())
                    .containsExactly(
                            "placed manual_change: active to snoozed", "expired manual_change: snoozed to active");
        });
    }

    @Test
    void aPauseThatBeginsInTheFirstPassMakesNoLoop() {
        CHANGE.inThisZone(() -> {
            timeIs(Instant.parse("2026-10-25T00:44:00Z"));
            person(BotStatus.SNOOZED, new Reactivation.At(Instant.parse("2026-10-25T01:43:53Z")));
            ProcessInstance pause = onlyInstance();

            assertThat(wakeUps(pause, Instant.parse("2026-10-25T01:43:00Z"))).hasSize(1);
            timeIs(Instant.parse("2026-10-25T01:43:52Z"));
            assertThat(status()).isEqualTo(BotStatus.SNOOZED);

            timeIs(Instant.parse("2026-10-25T01:43:53Z"));
            assertThat(status()).isEqualTo(BotStatus.ACTIVE);
        });
    }

    @Test
    void anyOtherTimerThatComesTooEarlyWaitsLongerEachTime() {
        person(BotStatus.SNOOZED, after("PT3S"));
        ProcessInstance pause = onlyInstance();
        Instant deadline = timer(pause);
        List<Instant> armed = new ArrayList<>();

        for (int early = 0; early < 5; early++) {
            management.executeJob(timers(pause).get(0).getId());
            armed.add(timer(pause));
        }

        assertThat(armed)
                .containsExactly(deadline, deadline, START.plusSeconds(4), START.plusSeconds(8), START.plusSeconds(16));
        passes("PT16S");
        fireTimer(pause);
        assertThat(running()).isEmpty();
    }

    @Test
    void aTimerThatComesEarlyOnlyForADeadlineThatMovedDoesNotRest() {
        submit(BotPause.MANUAL_MESSAGE_SENT);
        ProcessInstance pause = onlyInstance();
        passes("PT23H");
        submit(BotPause.MANUAL_MESSAGE_SENT);
        passes("PT1H");

        fireTimer(pause);

        assertThat(timer(pause)).isEqualTo(START.plus(Duration.ofHours(47)));
        assertThat(runtime.getVariable(pause.getId(), BotVariables.EARLY_TIMERS))
                .isNull();
    }

    /** When the engine finds the timer due, asked every minute. */
    private List<Instant> wakeUps(ProcessInstance pause, Instant end) {
        List<Instant> wakeUps = new ArrayList<>();
        for (; !now().isAfter(end); passes("PT1M")) {
            for (List<Job> due = due(pause); !due.isEmpty(); due = due(pause)) {
                wakeUps.add(now());
                assertThat(wakeUps).as("an endless loop").hasSizeLessThan(ENDLESS);
                management.executeJob(due.get(0).getId());
            }
        }
        return wakeUps;
    }

    private List<Job> due(ProcessInstance pause) {
        return management
                .createJobQuery()
                .processInstanceId(pause.getId())
                .timers()
                .executable()
                .list();
    }
}
