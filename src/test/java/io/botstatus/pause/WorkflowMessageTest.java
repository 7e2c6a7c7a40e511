package io.botstatus.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import java.time.Duration;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;

class WorkflowMessageTest extends PauseScenario {

    @Test
    void snoozesTheBotForAnHour() {
        ProcessInstance pause = submit(BotPause.WORKFLOW_MESSAGE_SENT, "sentBy", "campaign-7");

        assertThat(pause).hasPassed("startEvent_workflowMessageSent").isWaitingAt(PAUSED);
        assertThat(hold().cause()).isEqualTo(Cause.WORKFLOW_MESSAGE);
        assertThat(hold().setBy()).isEqualTo("campaign-7");
        assertThat(timer(pause)).isEqualTo(START.plus(Duration.ofHours(1)));

        passes("PT1H");
        fireTimer(pause);

        ended(pause, ACTIVE_AGAIN);
        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
    }

    @Test
    void isHeldBesideAPersonsMessageAndEndsByItself() {
        ProcessInstance person = submit(BotPause.MANUAL_MESSAGE_SENT);
        ProcessInstance workflow = submit(BotPause.WORKFLOW_MESSAGE_SENT);

        assertThat(running()).containsExactlyInAnyOrder(person.getId(), workflow.getId());
        assertThat(state().reactivateAt()).isEqualTo(START.plus(Duration.ofHours(24)));

        passes("PT1H");
        fireTimer(workflow);

        ended(workflow, ACTIVE_AGAIN);
        assertThat(person).isWaitingAt(PAUSED);
        assertThat(hold().cause()).isEqualTo(Cause.MANUAL_MESSAGE);
        assertThat(story())
                .containsExactly(
                        "placed manual_message: active to snoozed",
                        "placed workflow_message: snoozed to snoozed",
                        "expired workflow_message: snoozed to snoozed");
    }
}
