package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.builder.AbstractFlowNodeBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Whose fault it is that a call of Camunda's REST API fails: 400 for the caller's, 500 for the model's and the server's. */
@ServerTest
class EngineRestFaultsTest {

    @Autowired
    private Server server;

    @Autowired
    private RepositoryService repository;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    POST | /task/nobody-has-it/complete | {}                                        | Cannot find task with id nobody-has-it
                    POST | /task/nobody-has-it/claim    | {}                                        | Cannot find task with id nobody-has-it
                    PUT  | /job/nobody-has-it/retries   | {"retries": 1}                            | No job found with id 'nobody-has-it'
                    POST | /process-definition/key/nobody-has-it/start | {}                         | No matching process definition with key
                    POST | /process-definition/key/bot-pause/start | {}                             | contactId is missing. Allowed
                    POST | /execution/nobody-has-it/signal | {}                                     | execution nobody-has-it doesn't exist
                    POST | /external-task/fetchAndLock  | {"maxTasks": 1}                           | workerId is null
                    POST | /history/process-instance    | {"rootProcessInstances": true, "superProcessInstanceId": "x"} | cannot set both rootProcessInstances
                    POST | /history/process-instance    | {"sorting": [null]}                       | sorting
                    POST | /process-instance            | {"variables": [{"name": "a", "value": 1}]} | lacks something
                    POST | /migration/validate          | {}                                        | Source process definition id is null
                    POST | /job/nobody-has-it/execute   | {}                                        | No job found with id 'nobody-has-it'
                    POST | /task/count                  | {"candidateUser": "\\u0000"}              | null character
                    POST | /history/process-instance/count | {"processDefinitionKeyNotIn": []}      | combination of conditions
                    POST | /message                     | {"messageName": "bot.manualMessageSent"}  | contactId is missing
                    POST | /message                     | {"messageName"                            | Unexpected
                    """)
    void whatTheCallerGotWrongIs400AndSaysWhat(String method, String path, String body, String why) {
        Answer answer = new OddRequest(
                        "-",
                        method,
                        "/engine-rest" + path,
                        OddRequest.utf8(body),
                        List.of("Content-Type", "application/json"))
                .send(server);

        assertThat(answer.code()).as(answer.text()).isBetween(400, 499);
        assertThat(Answer.json(answer.text()).path("message").asText())
                .contains(why)
                .doesNotContain("Cannot invoke", "persistence layer");
    }

    @Test
    void aDelegateThatFailsIsNotTheCallersFault() {
        String process = deploy(start -> start.serviceTask().camundaClass(Fails.class.getName()));

        assertThat(start(process).code()).isEqualTo(500);
    }

    @Test
    void anExpressionOfAModelThatFailsIsNotTheCallersFault() {
        String process = deploy(start -> start.serviceTask().camundaExpression("${nobody.knows.this}"));

        assertThat(start(process).code()).isEqualTo(500);
    }

    @Test
    void aTaskListenerThatFailsIsNotTheCallersFault() {
        String process = deploy(start -> start.userTask().camundaTaskListenerClass("complete", FailsAtATask.class));
        String instance = start(process).ok().path("id").asText();
        String task = server.get("/engine-rest/task?maxResults=1&processInstanceId=" + instance)
                .list()
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();

        assertThat(server.post("/engine-rest/task/" + task + "/complete", "{}").code())
                .isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(classes = {Fails.class, FailsWithoutAWord.class})
    void aJobThatFailsIsNotTheCallersFault(Class<?> delegate) {
        String process =
                deploy(start -> start.serviceTask().camundaAsyncBefore().camundaClass(delegate.getName()));
        String instance = start(process).ok().path("id").asText();
        String job = server.get("/engine-rest/job?maxResults=1&processInstanceId=" + instance)
                .list()
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();

        Answer answer = server.post("/engine-rest/job/" + job + "/execute", "");

        assertThat(answer.code()).isEqualTo(500);
        assertThat(Answer.json(answer.text()).path("type").asText()).isEqualTo("RestException");
    }

    private String deploy(UnaryOperator<AbstractFlowNodeBuilder<?, ?>> work) {
        String process = "faults-" + UUID.randomUUID();
        repository
                .createDeployment()
                .addModelInstance(
                        process + ".bpmn",
                        work.apply(Bpmn.createExecutableProcess(process)
                                        .camundaHistoryTimeToLive(1)
                                        .startEvent())
                                .endEvent()
                                .done())
                .deploy();
        return process;
    }

    private Answer start(String process) {
        return server.post("/engine-rest/process-definition/key/" + process + "/start", "{}");
    }

    /** A builder's own step with a mistake. */
    public static class Fails implements JavaDelegate {
        @Override
        public void execute(DelegateExecution execution) {
            throw new NullPointerException("a mistake of the model's");
        }
    }

    /** A builder's own step that does not even say what is wrong. */
    public static class FailsWithoutAWord implements JavaDelegate {
        @Override
        public void execute(DelegateExecution execution) {
            throw new IllegalStateException();
        }
    }

    /** A builder's own listener with a mistake. */
    public static class FailsAtATask implements TaskListener {
        @Override
        public void notify(DelegateTask task) {
            throw new IllegalArgumentException("a mistake of the model's");
        }
    }
}
