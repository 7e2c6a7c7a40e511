package io.botstatus.delegates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botstatus.pause.BotPause;
import io.botstatus.pause.Flows;
import io.botstatus.pause.PauseScenario;
import io.botstatus.status.BotStatus;
import io.botstatus.status.ContactId;
import io.botstatus.status.Hold;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.builder.MultiInstanceLoopCharacteristicsBuilder;
import org.camunda.bpm.model.bpmn.builder.ServiceTaskBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The delegates in a loop over contacts, side by side and one after the other. */
class MultiInstanceTest extends PauseScenario {

    private Flows flows;
    private List<String> ids;

    @BeforeEach
    void threeContacts() {
        flows = new Flows(repository);
        ids = Stream.of("a", "b", "c")
                .map(name -> "loop " + name + " " + UUID.randomUUID())
                .toList();
    }

    @AfterEach
    void undeployFlows() {
        flows.undeployAll();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void setsTheStatusOfEachContactAsTheTaskSays(boolean sequential) {
        loop(
                sequential,
                "setContactBotStatus",
                "status",
                "snoozed",
                "reactivateAfter",
                "PT1H",
                "cause",
                "human_handover",
                "reason",
                "a sale");

        runtime.startProcessInstanceByKey(Flows.KEY, map("ids", ids));

        for (String id : ids) {
            Hold hold = states.of(new ContactId(id)).holds().get(0);
            assertThat(hold.status()).isEqualTo(BotStatus.SNOOZED);
            assertThat(hold.until()).isEqualTo(START.plus(Duration.ofHours(1)));
            assertThat(hold.reason()).isEqualTo("a sale");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void setsEachContactActive(boolean sequential) {
        loop(sequential, "setContactBotStatus", "status", "active");
        ids.forEach(id -> runtime.createMessageCorrelation(BotPause.MANUAL_MESSAGE_SENT)
                .processInstanceBusinessKey(id)
                .correlate());

        runtime.startProcessInstanceByKey(Flows.KEY, map("ids", ids));

        assertThat(ids).allSatisfy(id -> assertThat(states.of(new ContactId(id)).holds())
                .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sendsTheListsOfAListAsBulkChanges(boolean sequential) {
        flows.deploy(loopOver("contactIds", sequential, "setContactBotStatus", "status", "inactive"));

        runtime.startProcessInstanceByKey(
                Flows.KEY, map("ids", List.of(List.of(ids.get(0), ids.get(1)), List.of(ids.get(2)))));

        assertThat(ids).allSatisfy(id -> assertThat(states.of(new ContactId(id)).status())
                .isEqualTo(BotStatus.INACTIVE));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void checksEachContact(boolean sequential) {
        loop(sequential, "checkContactBot");

        ProcessInstance flow = runtime.startProcessInstanceByKey(Flows.KEY, map("ids", ids));

        assertThat(variable(flow, "botStatus")).isEqualTo("active");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void countsAReplyToEachContact(boolean sequential) {
        loop(sequential, "requestBotReply", "replyId", "a-reply");

        runtime.startProcessInstanceByKey(Flows.KEY, map("ids", ids));

        assertThat(ids).allSatisfy(id -> assertThat(
                        states.of(new ContactId(id)).replies().used())
                .isOne());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void countsAReplyForEachPassWithoutAnIdOfTheBuilder(boolean sequential) {
        loop(sequential, "requestBotReply");

        runtime.startProcessInstanceByKey(
                Flows.KEY, map("ids", List.of(contact.value(), contact.value(), contact.value())));

        assertThat(state().replies().used()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aValueThatCannotBeUsedIsRefusedWithItsName(boolean sequential) {
        loop(sequential, "setContactBotStatus", "status", "${word}");

        assertThatThrownBy(() -> start("word", "asleep"))
                .isInstanceOf(BadUserRequestException.class)
                .hasMessageContaining("status is 'asleep'");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theModelMayCatchThatError(boolean sequential) {
        flows.deploy(task("contactId", sequential, "setContactBotStatus", "status", "${word}")
                .boundaryEvent()
                .error(BotPause.INVALID_VALUE)
                .userTask("userTask_mend")
                .endEvent()
                .done());

        ProcessInstance flow = start("word", "asleep");

        Task mend = engine.getTaskService()
                .createTaskQuery()
                .processInstanceId(flow.getId())
                .singleResult();
        assertThat(mend.getTaskDefinitionKey()).isEqualTo("userTask_mend");
    }

    private ProcessInstance start(String name, String value) {
        return runtime.startProcessInstanceByKey(Flows.KEY, map("ids", ids, name, value));
    }

    private void loop(boolean sequential, String delegate, String... inputs) {
        flows.deploy(loopOver("contactId", sequential, delegate, inputs));
    }

    private static BpmnModelInstance loopOver(String element, boolean sequential, String delegate, String... inputs) {
        return task(element, sequential, delegate, inputs).endEvent().done();
    }

    private static ServiceTaskBuilder task(String element, boolean sequential, String delegate, String... inputs) {
        ServiceTaskBuilder task = Bpmn.createExecutableProcess(Flows.KEY)
                .camundaHistoryTimeToLive(1)
                .startEvent()
                .serviceTask(Flows.TASK)
                .camundaDelegateExpression("${" + delegate + "}");
        for (int i = 0; i < inputs.length; i += 2) {
            task.camundaInputParameter(inputs[i], inputs[i + 1]);
        }
        MultiInstanceLoopCharacteristicsBuilder loop =
                task.multiInstance().camundaCollection("ids").camundaElementVariable(element);
        return (sequential ? loop.sequential() : loop.parallel()).multiInstanceDone();
    }
}
