package io.botstatus.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.botstatus.base.InvalidValueException;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.Hold;
import io.botstatus.status.hold.Reactivation;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusRequestTest extends PauseScenario {

    @Test
    void snoozesForADuration() {
        ProcessInstance pause =
                requestStatus("snoozed", "reactivateAfter", "PT2H", "reason", "onboarding", "requestedBy", "flow-3");

        assertThat(pause)
                .hasPassed("startEvent_statusRequested", "gateway_pauseOrActivate", "serviceTask_setContactBotStatus")
                .isWaitingAt(PAUSED);
        assertThat(timer(pause)).isEqualTo(START.plus(Duration.ofHours(2)));
        assertThat(hold())
                .isEqualTo(new Hold(
                        Cause.WORKFLOW_ACTION,
                        BotStatus.SNOOZED,
                        START,
                        START.plus(Duration.ofHours(2)),
                        "onboarding",
                        "flow-3",
                        pause.getId()));

        passes("PT2H");
        fireTimer(pause);

        ended(pause, ACTIVE_AGAIN);
    }

    @Test
    void snoozesUntilAnInstantWithOffset() {
        ProcessInstance pause = requestStatus("snoozed", "reactivateAt", "2030-03-04T12:00:00+01:00");

        assertThat(timer(pause)).isEqualTo(Instant.parse("2030-03-04T11:00:00Z"));
        assertThat(hold().until()).isEqualTo(Instant.parse("2030-03-04T11:00:00Z"));
    }

    @Test
    void snoozesUntilADateVariable() {
        Instant end = START.plus(Duration.ofMinutes(5));

        ProcessInstance pause = requestStatus("snoozed", "reactivateAt", Date.from(end));

        assertThat(timer(pause)).isEqualTo(end);
    }

    @Test
    void switchesTheBotOffForADuration() {
        ProcessInstance pause = requestStatus("inactive", "reactivateAfter", "P7D");

        assertThat(pause).isWaitingAt(PAUSED);
        assertThat(status()).isEqualTo(BotStatus.INACTIVE);

        passes("P7D");
        fireTimer(pause);

        ended(pause, ACTIVE_AGAIN);
        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
    }

    @Test
    void switchesTheBotOffUntilReleased() {
        ProcessInstance pause = requestStatus("inactive");

        assertThat(pause).isWaitingAt(PAUSED_UNTIL_RELEASED);
        assertThat(timers(pause)).isEmpty();
        assertThat(hold().until()).isNull();
        passes("P3000D");
        assertThat(status()).isEqualTo(BotStatus.INACTIVE);

        ProcessInstance activation = requestStatus("active");

        ended(pause, UNTIL_RELEASED);
        ended(activation, SET_ACTIVE);
        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
    }

    @Test
    void goesOnWithoutEffectWhenTheBotIsActiveAnyway() {
        ProcessInstance activation = requestStatus("active");

        ended(activation, SET_ACTIVE);
        assertThat(variable(activation, "effect")).isEqualTo("none");
        assertThat(events()).isEmpty();
    }

    @Test
    void suggestsInactiveForASnoozeWithoutEnd() {
        refused("reactivateAfter is missing", "status", "snoozed");
        refused("use the status inactive", "status", "snoozed");
    }

    @Test
    void refusesWhatCannotBe() {
        refused("status is missing");
        refused("status is 'asleep'. Allowed: active, snoozed, inactive", "status", "asleep");
        refused("reactivateAt is '2030-03-04T08:59:59Z'", "status", "inactive", "reactivateAt", "2030-03-04T08:59:59Z");
        refused("reactivateAt is '2030-03-04T09:00:00Z'", "status", "inactive", "reactivateAt", START.toString());
        refused("reactivateAfter is 'soon'", "status", "snoozed", "reactivateAfter", "soon");
        refused("reactivateAfter is '-PT1H'", "status", "snoozed", "reactivateAfter", "-PT1H");
        refused(
                "either reactivateAfter or reactivateAt",
                "status",
                "snoozed",
                "reactivateAfter",
                "PT1H",
                "reactivateAt",
                "2030-03-05T00:00:00Z");
        refused("status is 'active'", "status", "active", "reactivateAfter", "PT1H");
        refused("cause is 'Human handover'", "status", "inactive", "cause", "Human handover");
        refused("override is 'maybe'", "status", "active", "override", "maybe");
    }

    @Test
    void namesTheFieldToACallerInJava() {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> person(BotStatus.SNOOZED, new Reactivation.At(START)))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("reactivateAt"));

        assertThat(running()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"manual_message", "workflow_message", "message_limit"})
    void leavesAutomaticCausesToMessagesAndTheLimit(String cause) {
        refused("cause is '" + cause + "'", "status", "inactive", "cause", cause);
    }

    @Test
    void placesAHoldOfItsOwnCauseBesideOthers() {
        requestStatus("snoozed", "reactivateAfter", "PT1H");

        ProcessInstance handover = requestStatus("inactive", "cause", "human_handover");

        assertThat(handover).isWaitingAt(PAUSED_UNTIL_RELEASED);
        assertThat(state().holds())
                .extracting(hold -> hold.cause().word())
                .containsExactly("human_handover", "workflow_action");
        assertThat(status()).isEqualTo(BotStatus.INACTIVE);
    }

    private void refused(String because, Object... variables) {
        assertThatExceptionOfType(BadUserRequestException.class)
                .isThrownBy(() -> submit(BotPause.STATUS_REQUESTED, variables))
                .withMessageContaining(because);
        assertThat(running()).isEmpty();
        assertThat(events()).isEmpty();
    }
}
