package io.botstatus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.pause.BotPause;
import io.botstatus.pause.PauseScenario;
import io.botstatus.pause.Trigger;
import io.botstatus.status.Cause;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** The engine's history of pauses at the level full is reduced by default, and that of all other processes is complete. */
@TestPropertySource(properties = "botstatus.history.full=false")
class EngineHistoryTest extends PauseScenario {

    @Test
    void keepsInstancesActivitiesAndLastVariables() {
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT, "sentBy", "anna");
        passes("PT24H");
        fireTimer(pause);

        ended(pause, ACTIVE_AGAIN);
        assertThat(history.createHistoricVariableInstanceQuery()
                        .processInstanceId(pause.getId())
                        .list())
                .extracting(HistoricVariableInstance::getName)
                .contains("sentBy", "cause", "effect", "reactivateAt");
        assertThat(history.createHistoricActivityInstanceQuery()
                        .processInstanceId(pause.getId())
                        .list())
                .extracting(HistoricActivityInstance::getActivityId)
                .containsExactlyInAnyOrder(
                        "startEvent_manualMessageSent",
                        "businessRuleTask_decidePause",
                        "serviceTask_setContactBotStatus",
                        PAUSED,
                        "boundaryEvent_reactivateAfter",
                        "serviceTask_reactivateContactBot",
                        ACTIVE_AGAIN);
    }

    @Test
    void keepsAsVariablesWhatNoHoldTells() {
        pauses.report(new Trigger(contact, Cause.MANUAL_MESSAGE, "m-1", "sms", "anna", now(), Map.of("vip", true)));

        assertThat(runtime.getVariables(running().get(0)))
                .containsOnlyKeys("channel", "vip", "cause", "effect", "reactivateAt");
        assertThat(hold().setBy()).isEqualTo("anna");
    }

    @Test
    void leavesOutWhatThePluginsHistoryTells() {
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT, "sentBy", "anna");
        passes("PT24H");
        fireTimer(pause);

        assertThat(history.createHistoricDetailQuery()
                        .processInstanceId(pause.getId())
                        .count())
                .isZero();
        assertThat(history.createHistoricDecisionInstanceQuery()
                        .processInstanceId(pause.getId())
                        .count())
                .isZero();
        assertThat(history.createHistoricJobLogQuery()
                        .processInstanceId(pause.getId())
                        .count())
                .isZero();
    }

    @Test
    void keepsATimerThatFailed() {
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT);
        Job timer = management.createJobQuery().processInstanceId(pause.getId()).singleResult();

        management.setJobRetries(timer.getId(), 0);

        assertThat(history.createHistoricIncidentQuery()
                        .processInstanceId(pause.getId())
                        .count())
                .isEqualTo(1);
    }

    @Test
    void isToBeCleanedUpSomeDayInAllItsRows() {
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT, "sentBy", "anna");
        passes("PT24H");
        fireTimer(pause);

        assertThat(removalTimes(pause)).hasSizeGreaterThan(10).doesNotContainNull();
    }

    @Test
    void isToBeCleanedUpWithWhatWasKeptOfAFailure() {
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT);
        Job timer = management.createJobQuery().processInstanceId(pause.getId()).singleResult();
        management.setJobRetries(timer.getId(), 0);
        management.setJobRetries(timer.getId(), 1);
        passes("PT24H");
        fireTimer(pause);

        assertThat(history.createHistoricIncidentQuery()
                        .processInstanceId(pause.getId())
                        .singleResult()
                        .getRemovalTime())
                .isNotNull();
        assertThat(removalTimes(pause)).doesNotContainNull();
    }

    private List<Date> removalTimes(ProcessInstance pause) {
        List<Date> times = new ArrayList<>();
        history.createHistoricProcessInstanceQuery()
                .processInstanceId(pause.getId())
                .list()
                .forEach(row -> times.add(row.getRemovalTime()));
        history.createHistoricActivityInstanceQuery()
                .processInstanceId(pause.getId())
                .list()
                .forEach(row -> times.add(row.getRemovalTime()));
        history.createHistoricVariableInstanceQuery()
                .processInstanceId(pause.getId())
                .list()
                .forEach(row -> times.add(row.getRemovalTime()));
        return times;
    }

    @Test
    void keepsAllOfOtherProcesses() {
        Deployment deployment = repository
                .createDeployment()
                .addModelInstance(
                        "other.bpmn",
                        Bpmn.createExecutableProcess("other-than-pauses")
                                .camundaHistoryTimeToLive(1)
                                .startEvent()
                                .intermediateCatchEvent()
                                .timerWithDuration("PT1H")
                                .endEvent()
                                .done())
                .deploy();
        try {
            ProcessInstance other = runtime.startProcessInstanceByKey("other-than-pauses", map("sentBy", "anna"));

            assertThat(history.createHistoricDetailQuery()
                            .processInstanceId(other.getId())
                            .count())
                    .isEqualTo(1);
            assertThat(history.createHistoricJobLogQuery()
                            .processInstanceId(other.getId())
                            .count())
                    .isEqualTo(1);
        } finally {
            repository.deleteDeployment(deployment.getId(), true);
        }
    }

    @Test
    void hasTheLevelThatTheEngineIsSetTo() {
        assertThat(management.getHistoryLevel()).isEqualTo(HistoryLevel.HISTORY_LEVEL_FULL.getId());
    }
}
