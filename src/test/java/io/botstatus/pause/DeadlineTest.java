package io.botstatus.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.botstatus.reply.Refusal;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.hold.Effect;
import io.botstatus.status.hold.TriggerOutcome;
import java.time.Duration;
import java.time.Instant;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The deadline in the database decides, judged when it is read; the timer only does the bookkeeping. */
class DeadlineTest extends PauseScenario {

    private static final Instant DEADLINE = START.plus(Duration.ofHours(1));

    @ParameterizedTest
    @CsvSource({"-1, ACTIVE", "0, ACTIVE", "1, SNOOZED"})
    void isExactToTheMicrosecondWhileNoJobRuns(long microsecondsLater, BotStatus expected) {
        Instant deadline = DEADLINE.plusNanos(microsecondsLater * 1000);
        requestStatus("snoozed", "reactivateAt", deadline.toString());
        assertThat(hold().until()).isEqualTo(deadline);

        timeIs(DEADLINE);

        assertThat(status()).isEqualTo(expected);
        assertThat(state().responding()).isEqualTo(expected == BotStatus.ACTIVE);
        assertThat(permit().granted()).isEqualTo(expected == BotStatus.ACTIVE);
        assertThat(running()).as("nothing has been executed").hasSize(1);
    }

    @Test
    void isExactForMessagesSentBetweenMilliseconds() {
        submit(BotPause.WORKFLOW_MESSAGE_SENT, "sentAt", "2030-03-04T08:59:59.999999Z");
        assertThat(hold().until()).isEqualTo(DEADLINE.minusNanos(1000));

        timeIs(DEADLINE.minusMillis(1));
        assertThat(permit().because()).isEqualTo(Refusal.SNOOZED);

        timeIs(DEADLINE);
        assertThat(permit().granted()).isTrue();
    }

    @Test
    void armsATimerThatIsNeverTooEarly() {
        ProcessInstance pause = requestStatus(
                "snoozed", "reactivateAt", DEADLINE.plusNanos(1000).toString());

        assertThat(timer(pause)).isEqualTo(DEADLINE.plusMillis(1));

        timeIs(DEADLINE.plusMillis(1));
        fireTimer(pause);
        ended(pause, ACTIVE_AGAIN);
    }

    @Test
    void standsWhenAnOperatorFiresTheTimerEarly() {
        ProcessInstance pause = requestStatus("snoozed", "reactivateAfter", "PT1H");
        passes("PT10M");

        management.executeJob(timers(pause).get(0).getId());

        assertThat(pause).isWaitingAt(PAUSED);
        assertThat(timer(pause)).isEqualTo(DEADLINE);
        assertThat(status()).isEqualTo(BotStatus.SNOOZED);
        assertThat(events()).hasSize(1);
    }

    @Test
    void leavesTheEpochAloneWhenTheJobDoesTheBookkeeping() {
        ProcessInstance pause = requestStatus("snoozed", "reactivateAfter", "PT1H", "requestedBy", "flow-3");
        timeIs(DEADLINE.plusSeconds(90));
        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
        assertThat(story()).containsExactly("placed workflow_action: active to snoozed");
        long epoch = state().epoch();

        fireTimer(pause);

        ended(pause, ACTIVE_AGAIN);
        assertThat(state().epoch()).isEqualTo(epoch);
        assertThat(permits.ask(contact, "reply-1", epoch).granted()).isTrue();
        assertThat(story())
                .containsExactly(
                        "placed workflow_action: active to snoozed", "expired workflow_action: snoozed to active");
        assertThat(events().get(1)).satisfies(expired -> {
            assertThat(expired.at()).isEqualTo(DEADLINE.plusSeconds(90));
            assertThat(expired.until()).isEqualTo(DEADLINE);
            assertThat(expired.processInstanceId()).isEqualTo(pause.getId());
            assertThat(expired.activityId()).isEqualTo("serviceTask_reactivateContactBot");
        });
    }

    @Test
    void isNoticedByTheNextTriggerWhenNoJobWas() {
        ProcessInstance old = submit(BotPause.WORKFLOW_MESSAGE_SENT);
        passes("PT2H");

        ProcessInstance pause = submit(BotPause.WORKFLOW_MESSAGE_SENT);

        ended(old, RELEASED);
        assertThat(running()).containsExactly(pause.getId());
        assertThat(pause).isWaitingAt(PAUSED);
        assertThat(hold().since()).isEqualTo(START.plus(Duration.ofHours(2)));
        assertThat(timer(pause)).isEqualTo(START.plus(Duration.ofHours(3)));
        assertThat(story())
                .containsExactly(
                        "placed workflow_message: active to snoozed",
                        "expired workflow_message: snoozed to active",
                        "placed workflow_message: active to snoozed");
    }

    @Test
    void isNoticedByATriggerThroughJavaAsWell() {
        ProcessInstance old = submit(BotPause.WORKFLOW_MESSAGE_SENT);
        passes("PT2H");

        TriggerOutcome outcome = pauses.report(trigger(Cause.WORKFLOW_MESSAGE));

        assertThat(outcome).isEqualTo(new TriggerOutcome(Effect.PAUSED, BotStatus.SNOOZED));
        ended(old, RELEASED);
        assertThat(running()).hasSize(1).doesNotContain(old.getId());
    }

    @Test
    void endsOnlyTheHoldOfItsOwnInstance() {
        ProcessInstance first = requestStatus("snoozed", "reactivateAfter", "PT1H");
        ProcessInstance second = requestStatus("snoozed", "reactivateAfter", "PT1H", "cause", "campaign");
        passes("PT1H");

        fireTimer(first);

        ended(first, ACTIVE_AGAIN);
        assertThat(second).isWaitingAt(PAUSED);
        fireTimer(second);
        ended(second, ACTIVE_AGAIN);
        assertThat(story())
                .containsExactly(
                        "placed workflow_action: active to snoozed",
                        "placed campaign: snoozed to snoozed",
                        "expired workflow_action: snoozed to active",
                        "expired campaign: snoozed to active");
    }
}
