package io.botstatus.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactState;
import io.botstatus.status.hold.Reactivation;
import java.time.Duration;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

class ReplacementTest extends PauseScenario {

    @Test
    void ofAWorkflowsOwnHoldLeavesOneInstanceWithTheNewDeadline() {
        ProcessInstance first = requestStatus("snoozed", "reactivateAfter", "PT1H");
        passes("PT30M");

        ProcessInstance second = requestStatus("snoozed", "reactivateAfter", "PT5H");

        ended(first, RELEASED);
        assertThat(running()).containsExactly(second.getId());
        assertThat(second).isWaitingAt(PAUSED);
        assertThat(hold().since()).isEqualTo(START.plus(Duration.ofMinutes(30)));
        assertThat(timer(second)).isEqualTo(START.plus(Duration.ofMinutes(330)));
        assertThat(variable(second, "releasedCauses")).isEqualTo("workflow_action");
        assertThat(story())
                .containsExactly(
                        "placed workflow_action: active to snoozed", "replaced workflow_action: snoozed to snoozed");
    }

    @Test
    void withAnEarlierDeadlineIsArmedAtOnce() {
        ProcessInstance twoHours = requestStatus("snoozed", "reactivateAfter", "PT2H");

        ProcessInstance tenMinutes = requestStatus("snoozed", "reactivateAfter", "PT10M");

        ended(twoHours, RELEASED);
        assertThat(running()).containsExactly(tenMinutes.getId());
        assertThat(timer(tenMinutes)).isEqualTo(START.plus(Duration.ofMinutes(10)));

        passes("PT10M");
        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
        fireTimer(tenMinutes);

        ended(tenMinutes, ACTIVE_AGAIN);
    }

    @Test
    void byAWorkflowTouchesNoHoldOfAnotherCause() {
        ProcessInstance message = submit(BotPause.MANUAL_MESSAGE_SENT);
        requestStatus("snoozed", "reactivateAfter", "PT1H");

        ProcessInstance second = requestStatus("snoozed", "reactivateAfter", "PT2H");

        assertThat(running()).containsExactlyInAnyOrder(message.getId(), second.getId());
        assertThat(message).isWaitingAt(PAUSED);
    }

    @Test
    void byAPersonReplacesEveryHold() {
        ProcessInstance message = submit(BotPause.MANUAL_MESSAGE_SENT);
        ProcessInstance optOut = requestStatus("inactive", "cause", "opt_out");

        ContactState state = person(BotStatus.INACTIVE, after("PT1H"));

        ended(message, RELEASED);
        ended(optOut, UNTIL_RELEASED);
        ProcessInstance change = onlyInstance();
        assertThat(change).isWaitingAt(PAUSED);
        assertThat(hold().cause()).isEqualTo(Cause.MANUAL_CHANGE);
        assertThat(hold().setBy()).isEqualTo("ben");
        assertThat(state.reactivateAt()).isEqualTo(START.plus(Duration.ofHours(1)));
        assertThat(story())
                .containsExactly(
                        "placed manual_message: active to snoozed",
                        "placed opt_out: snoozed to inactive",
                        "released manual_message: inactive to inactive",
                        "released opt_out: inactive to inactive",
                        "placed manual_change: inactive to inactive");

        passes("PT1H");
        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
        fireTimer(change);
        ended(change, ACTIVE_AGAIN);
    }

    @Test
    void byAPersonReplacesThePersonsEarlierChange() {
        person(BotStatus.INACTIVE, new Reactivation.Never());
        ProcessInstance first = onlyInstance();

        person(BotStatus.SNOOZED, after("PT10M"));

        ended(first, UNTIL_RELEASED);
        assertThat(timer(onlyInstance())).isEqualTo(START.plus(Duration.ofMinutes(10)));
        assertThat(status()).isEqualTo(BotStatus.SNOOZED);
    }

    @Test
    void isRefusedToAPersonWhoLookedAtAnOlderState() {
        long seen = person(BotStatus.SNOOZED, after("PT1H")).epoch();
        submit(BotPause.MANUAL_MESSAGE_SENT);

        assertThatExceptionOfType(StaleEpochException.class)
                .isThrownBy(() -> pauses.request(
                        contact,
                        StatusRequest.byPerson(BotStatus.ACTIVE, new Reactivation.Never(), null, "ben"),
                        seen));

        assertThat(state().holds()).hasSize(2);
    }
}
