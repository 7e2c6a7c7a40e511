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

/** Camunda's REST API answers a call that fails as Camunda does, except for refusals of the plugin. */
@ServerTest
class EngineRestFaultsTest {

    @Autowired
    private Server server;

    @Autowired
    private RepositoryService repository;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    POST | /task/nobody-has-it/complete | {} | 500 | RestException | Cannot complete task nobody-has-it: Cannot find task
                    PUT  | /job/nobody-has-it/retries | {"retries": 1} | 500 | InvalidRequestException | No job found with id
                    POST | /process-definition/key/nobody-has-it/start | {} | 404 | RestException | No matching process definition with key
                    POST | /history/process-instance | {"sorting": [null]} | 500 | NullPointerException | Cannot invoke
                    POST | /migration/validate | {} | 400 | InvalidRequestException | Source process definition id is null
                    POST | /message | {"messageName": "nobody.waits"} | 400 | RestException | No process definition or execution matches
                    POST | /message | {"messageName": "nobody.waits", "processVariables": {"a": null}} | 500 | NullPointerException | Cannot invoke
                    GET  | /task?maxResults=ten | '' | 404 | QueryParamException | HTTP 404 Not Found
                    """)
    void isCamundasAnswer(String method, String path, String body, int code, String type, String message) {
        Answer answer = send(method, path, body);

        assertThat(answer.code()).as(answer.text()).isEqualTo(code);
        assertThat(Answer.json(answer.text()).path("type").asText()).isEqualTo(type);
        assertThat(Answer.json(answer.text()).path("message").asText()).contains(message);
        assertThat(Answer.json(answer.text()).has("code")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /message                               | {"messageName": "bot.manualMessageSent"}     | contactId is missing. Allowed
                    /process-definition/key/bot-pause/start | {}                                          | contactId is missing. Allowed
                    /process-definition/key/bot-pause/start | {"businessKey": "c", "variables": {"status": {"value": "asleep"}}} | status is 'asleep'. Allowed: active, snoozed, inactive
                    /message | {"messageName": "bot.statusRequested", "businessKey": "c", "processVariables": {"status": null}} | processVariables.status is missing. Allowed
                    /message | {"messageName": "bot.statusRequested", "businessKey": "c", "processVariables": {"status": {"value": "inactive"}, "cause": {"value": "x", "valueInfo": {"transient": true}}}} | cause is 'x'. Allowed: a variable that is not transient
                    /message | {"messageName": "bot.manualMessageSent", "businessKey": "a\\u0000b"} | businessKey is 'a
                    """)
    void isThePluginsRefusalWithFieldAndValueAndWhatIsAllowed(String path, String body, String why) {
        Answer answer = send("POST", path, body);

        assertThat(answer.code()).as(answer.text()).isEqualTo(400);
        assertThat(Answer.json(answer.text()).path("message").asText()).contains(why);
    }

    @Test
    void isThePluginsRefusalWhereATaskLeadsToIt() {
        String process = deploy(start -> start.userTask()
                .serviceTask("pause")
                .camundaDelegateExpression("${setContactBotStatus}")
                .camundaInputParameter("status", "${wish}"));
        String instance = server.post(
                        "/engine-rest/process-definition/key/" + process + "/start", """
                        {"businessKey": "%s", "variables": {"wish": {"value": "asleep"}}}""".formatted(process))
                .ok()
                .path("id")
                .asText();
        String task = server.get("/engine-rest/task?processInstanceId=" + instance)
                .list()
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();

        Answer answer = server.post("/engine-rest/task/" + task + "/complete", "{}");

        assertThat(answer.code()).as(answer.text()).isEqualTo(400);
        assertThat(Answer.json(answer.text()).path("message").asText())
                .contains("Activity 'pause': status is 'asleep'. Allowed: active, snoozed, inactive");
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

    private Answer send(String method, String path, String body) {
        return new OddRequest(
                        "-",
                        method,
                        "/engine-rest" + path,
                        OddRequest.utf8(body),
                        List.of("Content-Type", "application/json"))
                .send(server);
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

    /** A builder's own step that fails without a message. */
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
