package io.botstatus.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.hold.Reactivation;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CalledByAnotherProcessTest extends PauseScenario {

    @Test
    void pausesWhenStartedByItsKey() {
        ProcessInstance pause = runtime.startProcessInstanceByKey(
                BotPause.PROCESS, contact.value(), map("status", "snoozed", "reactivateAfter", "PT30M"));

        assertThat(pause).hasPassed("startEvent_called").isWaitingAt(PAUSED);
        assertThat(hold().cause()).isEqualTo(Cause.WORKFLOW_ACTION);

        passes("PT30M");
        fireTimer(pause);

        ended(pause, ACTIVE_AGAIN);
    }

    @Test
    void takesTheContactFromTheVariableWhenStartedByItsKey() {
        ProcessInstance pause = runtime.startProcessInstanceByKey(
                BotPause.PROCESS, map("contactId", contact.value(), "status", "inactive"));

        assertThat(pause).isWaitingAt(PAUSED_UNTIL_RELEASED);
        assertThat(running()).containsExactly(pause.getId());
        assertThat(status()).isEqualTo(BotStatus.INACTIVE);
    }

    @Test
    void refusesWhatAMessageWouldBeRefused() {
        assertThatExceptionOfType(BadUserRequestException.class)
                .isThrownBy(() -> runtime.startProcessInstanceByKey(
                        BotPause.PROCESS, contact.value(), map("contactId", "somebody-else", "status", "inactive")))
                .withMessageContaining("contactId is 'somebody-else'");
    }

    @Test
    void letsTheCallerGoOnWhenThePauseIsOver() {
        ProcessInstance caller = call("snoozed", "PT8H");
        ProcessInstance pause = onlyInstance();

        assertThat(caller).isWaitingAt("callActivity_rest");
        assertThat(pause).isWaitingAt(PAUSED);
        assertThat(hold().cause().word()).isEqualTo("night_rest");

        passes("PT8H");
        fireTimer(pause);

        ended(pause, ACTIVE_AGAIN);
        ended(caller, "endEvent_morning");
        assertThat(variable(caller, "effect")).isEqualTo("paused");
    }

    @Test
    void letsTheCallerGoOnWhenThePauseIsReleased() {
        ProcessInstance caller = call("inactive", null);
        ProcessInstance pause = onlyInstance();

        person(BotStatus.ACTIVE, new Reactivation.Never());

        ended(pause, UNTIL_RELEASED);
        ended(caller, "endEvent_morning");
    }

    @Test
    void letsTheCallerGoOnWhenThePauseWasSuspendedAndIsReleased() {
        ProcessInstance caller = call("snoozed", "PT8H");
        ProcessInstance pause = onlyInstance();
        runtime.suspendProcessInstanceById(pause.getId());

        person(BotStatus.ACTIVE, new Reactivation.Never());

        ended(pause, RELEASED);
        ended(caller, "endEvent_morning");
    }

    @Test
    void letsTheCallerGoOnAtOnceWhenItSetsTheBotActive() {
        submit(BotPause.MANUAL_MESSAGE_SENT);

        ProcessInstance caller = call("active", null);

        ended(caller, "endEvent_morning");
        assertThat(variable(caller, "effect")).isEqualTo("released");
        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
    }

    @Test
    void releasesTheContactWhenTheCallerIsDeleted() {
        ProcessInstance caller = call("snoozed", "PT8H");

        runtime.deleteProcessInstance(caller.getId(), "a test", true);

        assertThat(running()).isEmpty();
        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
    }

    private ProcessInstance call(String status, @Nullable String reactivateAfter) {
        return runtime.startProcessInstanceByKey(
                "night-rest", map("contactId", contact.value(), "status", status, "reactivateAfter", reactivateAfter));
    }

    @BeforeEach
    void deployTheCaller() {
        deployed = repository
                .createDeployment()
                .addClasspathResource("io/botstatus/process/night-rest.bpmn")
                .deploy()
                .getId();
    }

    @AfterEach
    void undeployTheCaller() {
        repository.deleteDeployment(deployed, true);
    }

    private String deployed = "";
}
