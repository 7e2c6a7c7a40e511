package io.botstatus.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.botstatus.status.BotStatus;
import io.botstatus.status.ContactState;
import io.botstatus.status.hold.Reactivation;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

class ActivationTest extends PauseScenario {

    @Test
    void byAWorkflowReleasesWhatMessagesAndWorkflowsPlaced() {
        ProcessInstance message = submit(BotPause.MANUAL_MESSAGE_SENT);
        ProcessInstance handover = requestStatus("inactive", "cause", "human_handover");

        ProcessInstance activation = requestStatus("active", "requestedBy", "flow-3", "reason", "ticket closed");

        ended(activation, SET_ACTIVE);
        ended(message, RELEASED);
        ended(handover, UNTIL_RELEASED);
        assertThat(running()).isEmpty();
        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
        assertThat(variable(activation, "effect")).isEqualTo("released");
        assertThat(variable(activation, "releasedCauses")).isEqualTo("human_handover,manual_message");
        assertThat(variable(activation, "keptCauses")).isEqualTo("");
        assertThat(story())
                .containsExactly(
                        "placed manual_message: active to snoozed",
                        "placed human_handover: snoozed to inactive",
                        "released human_handover: inactive to active",
                        "released manual_message: inactive to active");
        assertThat(events().get(3)).satisfies(event -> {
            assertThat(event.setBy()).isEqualTo("flow-3");
            assertThat(event.reason()).isEqualTo("ticket closed");
            assertThat(event.processInstanceId()).isEqualTo(activation.getId());
            assertThat(event.activityId()).isEqualTo("serviceTask_setContactBotActive");
        });
    }

    @Test
    void byAWorkflowKeepsWhatAPersonPlacedAndOptOuts() {
        person(BotStatus.SNOOZED, after("PT1H"));
        ProcessInstance change = onlyInstance();
        ProcessInstance optOut = requestStatus("inactive", "cause", "opt_out");
        ProcessInstance message = submit(BotPause.MANUAL_MESSAGE_SENT);

        ProcessInstance activation = requestStatus("active");

        ended(message, RELEASED);
        assertThat(change).isWaitingAt(PAUSED);
        assertThat(optOut).isWaitingAt(PAUSED_UNTIL_RELEASED);
        assertThat(variable(activation, "releasedCauses")).isEqualTo("manual_message");
        assertThat(variable(activation, "keptCauses")).isEqualTo("manual_change,opt_out");
        assertThat(status()).isEqualTo(BotStatus.INACTIVE);
    }

    @Test
    void byAWorkflowThatFindsOnlyKeptHoldsHasNoEffect() {
        requestStatus("inactive", "cause", "opt_out");

        ProcessInstance activation = requestStatus("active");

        assertThat(variable(activation, "effect")).isEqualTo("none");
        assertThat(variable(activation, "keptCauses")).isEqualTo("opt_out");
        assertThat(status()).isEqualTo(BotStatus.INACTIVE);
    }

    @Test
    void byAWorkflowWithOverrideReleasesEverything() {
        person(BotStatus.SNOOZED, after("PT1H"));
        ProcessInstance change = onlyInstance();
        ProcessInstance optOut = requestStatus("inactive", "cause", "opt_out");

        ProcessInstance activation = requestStatus("active", "override", true);

        ended(change, RELEASED);
        ended(optOut, UNTIL_RELEASED);
        assertThat(variable(activation, "releasedCauses")).isEqualTo("manual_change,opt_out");
        assertThat(variable(activation, "keptCauses")).isEqualTo("");
        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
    }

    @Test
    void byAPersonReleasesEverything() {
        ProcessInstance optOut = requestStatus("inactive", "cause", "opt_out");
        ProcessInstance message = submit(BotPause.WORKFLOW_MESSAGE_SENT);

        ContactState after = person(BotStatus.ACTIVE, new Reactivation.Never());

        assertThat(after.status()).isEqualTo(BotStatus.ACTIVE);
        ended(optOut, UNTIL_RELEASED);
        ended(message, RELEASED);
        assertThat(running()).isEmpty();
    }
}
