package io.botstatus.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.botstatus.pause.BotPause;
import io.botstatus.pause.PauseScenario;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.hold.Reactivation;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

/** No contact stays paused by an instance that no longer exists, however it ended. */
class EndedInstanceTest extends PauseScenario {

    @Test
    void takesItsHoldAlongEvenWhenListenersAreSkipped() {
        ProcessInstance pause = requestStatus("inactive");

        runtime.deleteProcessInstance(pause.getId(), "deleted in Cockpit", true);

        assertThat(pause).isEnded();
        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
        assertThat(permit().granted()).isTrue();
        assertThat(story())
                .containsExactly(
                        "placed workflow_action: active to inactive", "released workflow_action: inactive to active");
        assertThat(events().get(1).processInstanceId()).isEqualTo(pause.getId());
    }

    @Test
    void takesItsHoldAlongWhenAnOperatorCancelsTheWait() {
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT);

        runtime.createProcessInstanceModification(pause.getId())
                .cancelAllForActivity(PAUSED)
                .execute(true, true);

        assertThat(pause).isEnded();
        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
    }

    @Test
    void takesItsHoldAlongWhenSomebodyElseSendsTheReleaseMessage() {
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT);

        runtime.createMessageCorrelation(BotPause.HOLD_RELEASED)
                .processInstanceBusinessKey(contact.value())
                .correlate();

        ended(pause, RELEASED);
        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
        assertThat(story())
                .containsExactly(
                        "placed manual_message: active to snoozed", "released manual_message: snoozed to active");
    }

    @Test
    void takesOnlyItsOwnHoldAlong() {
        ProcessInstance message = submit(BotPause.MANUAL_MESSAGE_SENT);
        ProcessInstance request = requestStatus("inactive");

        runtime.deleteProcessInstance(request.getId(), "deleted in Cockpit", true);

        assertThat(running()).containsExactly(message.getId());
        assertThat(hold().cause()).isEqualTo(Cause.MANUAL_MESSAGE);
        assertThat(status()).isEqualTo(BotStatus.SNOOZED);
    }

    @Test
    void leavesAHoldThatHasMovedOnToAnotherInstanceAlone() {
        ProcessInstance first = requestStatus("snoozed", "reactivateAfter", "PT1H");
        runtime.suspendProcessInstanceById(first.getId());
        ProcessInstance second = requestStatus("snoozed", "reactivateAfter", "PT2H");

        assertThat(first).isEnded();
        assertThat(running()).containsExactly(second.getId());
        assertThat(hold().processInstanceId()).isEqualTo(second.getId());
    }

    @Test
    void isAlsoOneThatWasSuspendedWhenAPersonReleasedIt() {
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT);
        runtime.suspendProcessInstanceById(pause.getId());

        person(BotStatus.ACTIVE, new Reactivation.Never());

        assertThat(pause).isEnded();
        assertThat(running()).isEmpty();
        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
        assertThat(story())
                .containsExactly(
                        "placed manual_message: active to snoozed", "released manual_message: snoozed to active");
    }

    @Test
    void leavesNothingOfAForgottenContact() {
        submit(BotPause.MANUAL_MESSAGE_SENT, "messageId", "m-1");
        requestStatus("inactive");
        requestStatus("snoozed", "reactivateAfter", "PT1H", "cause", "campaign");
        requestStatus("active", "override", true);
        submit(BotPause.WORKFLOW_MESSAGE_SENT);
        permit();

        erasure.forget(contact);

        assertThat(running()).isEmpty();
        assertThat(history.createHistoricProcessInstanceQuery()
                        .processInstanceBusinessKey(contact.value())
                        .list())
                .isEmpty();
        assertThat(events()).isEmpty();
        assertThat(state()).satisfies(state -> {
            assertThat(state.status()).isEqualTo(BotStatus.ACTIVE);
            assertThat(state.epoch()).isZero();
            assertThat(state.replies().used()).isZero();
        });

        submit(BotPause.MANUAL_MESSAGE_SENT, "messageId", "m-1");
        assertThat(story()).containsExactly("placed manual_message: active to snoozed");
    }
}
