package io.botstatus.testkit;

import static io.botstatus.testkit.BotStatusTests.advance;
import static io.botstatus.testkit.BotStatusTests.assertThat;
import static io.botstatus.testkit.BotStatusTests.contact;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.complete;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.repositoryService;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.runtimeService;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.task;

import io.botstatus.ModelCoverage;
import io.botstatus.PluginTest;
import java.io.File;
import java.time.Duration;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.context.annotation.Import;

/** The test of the first flow in docs/builders.md; there the application deploys its models at its start. */
@PluginTest
@Import(ModelCoverage.Recorder.class)
@ExtendWith({BotStatusExtension.class, ModelCoverage.class})
class ComplaintTest {

    private ProcessInstance complaint;

    @BeforeEach
    void aComplaintOfContact7() {
        BuilderFlows.deploy(repositoryService(), Bpmn.readModelFromFile(new File("bpmn/examples/complaint.bpmn")));
        complaint = runtimeService().startProcessInstanceByKey("complaint", "contact-7");
    }

    @AfterEach
    void undeploy() {
        BuilderFlows.undeploy(repositoryService());
    }

    @Test
    void silencesTheBotWhileAPersonAnswers() {
        assertThat(complaint).isWaitingAt("userTask_answerComplaint");
        assertThat(contact("contact-7"))
                .isInactive()
                .because("complaint")
                .setBy("complaint")
                .withReason("A person answers the contact's complaint")
                .staysSilentUntilReleased();

        advance(Duration.ofDays(7));

        assertThat(contact("contact-7")).isInactive();
    }

    @Test
    void bringsTheBotBackTwoHoursAfterTheAnswer() {
        complete(task(complaint));

        assertThat(complaint).isEnded();
        assertThat(contact("contact-7")).isSnoozed().because("complaint").reactivatesAfter(Duration.ofHours(2));

        advance(Duration.ofHours(2));

        assertThat(contact("contact-7")).isActive();
    }

    @Test
    void leavesAContactAloneWhomAnnaIsWritingTo() {
        contact("contact-7").isWrittenToBy("anna");
        complete(task(complaint));

        advance(Duration.ofHours(2));

        assertThat(contact("contact-7")).isSnoozed().hasHoldsOf("manual_message");
    }
}
