package io.botstatus.pause;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.status.BotStatus;
import io.botstatus.status.hold.Reactivation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

/** Instances whose shape an operator has changed. The holds are the truth, and each release ends the whole instance. */
class SeveralTokensTest extends PauseScenario {

    private final List<String> deployments = new ArrayList<>();

    @AfterEach
    void undeploy() {
        deployments.forEach(deployment -> repository.deleteDeployment(deployment, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {PAUSED, PAUSED_UNTIL_RELEASED})
    void aPersonsReleaseEndsEveryToken(String place) {
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT);
        startBefore(pause, place, PAUSED);

        person(BotStatus.ACTIVE, new Reactivation.Never());

        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
        assertThat(running()).isEmpty();
    }

    @Test
    void aWorkflowsReleaseEndsEveryToken() {
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT);
        startBefore(pause, PAUSED);

        requestStatus("active");

        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
        assertThat(running()).isEmpty();
    }

    @Test
    void aPersonsOtherStatusEndsEveryTokenOfTheFormerPause() {
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT);
        startBefore(pause, PAUSED, PAUSED);

        person(BotStatus.INACTIVE, new Reactivation.Never());

        assertThat(running()).singleElement().isNotEqualTo(pause.getId());
    }

    @Test
    void aSuspendedInstanceOfSeveralTokensEndsToo() {
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT);
        startBefore(pause, PAUSED, PAUSED_UNTIL_RELEASED);
        runtime.suspendProcessInstanceById(pause.getId());

        person(BotStatus.ACTIVE, new Reactivation.Never());

        assertThat(running()).isEmpty();
    }

    @Test
    void theTimerOfOneTokenEndsAll() {
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT);
        startBefore(pause, PAUSED, PAUSED_UNTIL_RELEASED);
        passes("PT24H");

        management.executeJob(timers(pause).get(0).getId());

        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
        assertThat(running()).isEmpty();
        assertThat(story())
                .endsWith("expired manual_message: snoozed to active")
                .hasSize(2);
    }

    @Test
    void aDeadlineThatMovesEarlierMovesTheTimersOfAllTokens() {
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT, "messageId", "m1", "sentAt", START.toString());
        passes("PT1H");
        submit(BotPause.MANUAL_MESSAGE_SENT, "messageId", "m2");
        startBefore(pause, PAUSED);

        pauses.takeBack(contact, "m2", "the test", null);

        assertThat(timers(pause)).hasSize(2).allSatisfy(timer -> assertThat(timer.getDuedate())
                .isEqualTo(START.plusSeconds(24 * 60 * 60).toString()));
    }

    @Test
    void aTokenThatHasGoneElsewhereDoesNotKeepTheInstance() {
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT);
        runtime.createProcessInstanceModification(pause.getId())
                .cancelAllForActivity(PAUSED)
                .startBeforeActivity(PAUSED_UNTIL_RELEASED)
                .execute();

        person(BotStatus.ACTIVE, new Reactivation.Never());

        assertThat(running()).isEmpty();
    }

    @Test
    void anInstanceThatWasMigratedIsReleased() {
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT);
        String other = deployAsNewVersion();
        runtime.newMigration(runtime.createMigrationPlan(pause.getProcessDefinitionId(), other)
                        .mapEqualActivities()
                        .build())
                .processInstanceIds(pause.getId())
                .execute();
        startBefore(pause, PAUSED);

        person(BotStatus.ACTIVE, new Reactivation.Never());

        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
        assertThat(running()).isEmpty();
    }

    @Test
    void anInstanceThatWasMigratedToAProcessWithoutTheMessageIsDeleted() {
        ProcessInstance pause = submit(BotPause.MANUAL_MESSAGE_SENT);
        String other = deploy(Bpmn.createExecutableProcess("elsewhere")
                .camundaHistoryTimeToLive(1)
                .startEvent()
                .receiveTask("receiveTask_elsewhere")
                .message("elsewhere.happened")
                .endEvent()
                .done());
        startBefore(pause, PAUSED_UNTIL_RELEASED);
        runtime.createProcessInstanceModification(pause.getId())
                .cancelAllForActivity(PAUSED)
                .execute();
        runtime.newMigration(runtime.createMigrationPlan(pause.getProcessDefinitionId(), other)
                        .mapActivities(PAUSED_UNTIL_RELEASED, "receiveTask_elsewhere")
                        .updateEventTrigger()
                        .build())
                .processInstanceIds(pause.getId())
                .execute();

        person(BotStatus.ACTIVE, new Reactivation.Never());

        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
        assertThat(runtime.createProcessInstanceQuery()
                        .processInstanceId(pause.getId())
                        .count())
                .isZero();
    }

    private void startBefore(ProcessInstance pause, String... activities) {
        for (String activity : activities) {
            runtime.createProcessInstanceModification(pause.getId())
                    .startBeforeActivity(activity)
                    .execute();
        }
    }

    private String deployAsNewVersion() {
        try {
            String bundled = new ClassPathResource("bpmn/bot-pause.bpmn").getContentAsString(StandardCharsets.UTF_8);
            return deploy("bot-pause.bpmn", bundled.replace("name=\"Bot pause\"", "name=\"Our pause\""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String deploy(BpmnModelInstance model) {
        return deploy("elsewhere.bpmn", Bpmn.convertToString(model));
    }

    private String deploy(String name, String model) {
        var deployment = repository
                .createDeployment()
                .name("a builder's model")
                .addString(name, model)
                .deployWithResult();
        deployments.add(deployment.getId());
        return deployment.getDeployedProcessDefinitions().get(0).getId();
    }
}
