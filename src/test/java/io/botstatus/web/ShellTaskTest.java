package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.check.Models;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** No process runs commands of the server's machine. */
@ServerTest
class ShellTaskTest {

    @Autowired
    Server server;

    @Autowired
    ProcessEngine engine;

    @Autowired
    JdbcClient sql;

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<bpmn:serviceTask id=\"shell\" camunda:type=\"shell\"/>",
                "<bpmn:sendTask id=\"shell\" camunda:type=\"Shell\"/>",
                "<bpmn:businessRuleTask id=\"shell\" camunda:type=\"shell\"/>",
                "<bpmn:intermediateThrowEvent id=\"shell\"><bpmn:messageEventDefinition"
                        + " camunda:type=\"shell\"/></bpmn:intermediateThrowEvent>",
                "<bpmn:subProcess id=\"sub\"><bpmn:startEvent id=\"in\"/><bpmn:serviceTask id=\"shell\""
                        + " camunda:type=\"shell\"/></bpmn:subProcess>"
            })
    void aModelWithOneIsRefused(String element) {
        Answer answer = server.deploy("shell", Map.of("shell.bpmn", Models.process("shell", element)));

        assertThat(answer.code()).isEqualTo(400);
        assertThat(Answer.json(answer.text()).path("message").asText())
                .contains(
                        "shell.bpmn, line", "'shell'", "camunda:type is '", "no process runs commands of this machine");
        assertThat(engine.getRepositoryService()
                        .createProcessDefinitionQuery()
                        .processDefinitionKey("shell")
                        .count())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"serviceTask", "sendTask", "businessRuleTask", "throw", "end"})
    void oneThatWasDeployedBeforeFails(String kind) throws Exception {
        Path touched = folder.resolve("touched-" + kind);
        String deployed = before(kind, touched);
        try {
            Answer answer = server.post("/engine-rest/process-definition/key/old-shell/start", "{}");

            // Camunda's own answer to what fails while a process is at work.
            assertThat(answer.code()).as(answer.text()).isEqualTo(500);
            assertThat(answer.text()).contains("'task' is a shell task");
            assertThat(Files.exists(touched)).isFalse();
        } finally {
            engine.getRepositoryService().deleteDeployment(deployed, true);
        }
    }

    /** Deploys the model as an older version accepted it. */
    private String before(String kind, Path touched) {
        String type = "camunda:type=\"XXXXX\"";
        String fields = """
            <bpmn:extensionElements><camunda:field name="command"><camunda:string>/bin/touch</camunda:string></camunda:field>
            <camunda:field name="arg1"><camunda:string>%s</camunda:string></camunda:field></bpmn:extensionElements>\
            """.formatted(touched);
        String event = "<bpmn:messageEventDefinition " + type + ">" + fields + "</bpmn:messageEventDefinition>";
        String element =
                switch (kind) {
                    case "throw" ->
                        "<bpmn:intermediateThrowEvent id=\"task\">" + event + "</bpmn:intermediateThrowEvent>";
                    case "end" -> "<bpmn:endEvent id=\"task\">" + event + "</bpmn:endEvent>";
                    default -> "<bpmn:%1$s id=\"task\" %2$s>%3$s</bpmn:%1$s>".formatted(kind, type, fields);
                };
        String model = Models.process(
                "old-shell", element, "<bpmn:sequenceFlow id=\"flow\" sourceRef=\"begin\" targetRef=\"task\"/>");
        String external = model.replace(type, "camunda:type=\"external\" camunda:topic=\"t\"");
        String id = Answer.json(
                        server.deploy("old", Map.of("old.bpmn", external)).text())
                .path("id")
                .asText();
        sql.sql("update act_ge_bytearray set bytes_ = :bytes where deployment_id_ = :id")
                .param("bytes", model.replace("XXXXX", "shell").getBytes(StandardCharsets.UTF_8))
                .param("id", id)
                .update();
        ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getDeploymentCache()
                .discardProcessDefinitionCache();
        return id;
    }

    @Test
    void aModelThatIsOnlyDrawnMayHaveOne() {
        Answer answer = server.deploy(
                "drawn",
                Map.of(
                        "drawn.bpmn",
                        Models.process("drawn", "<bpmn:serviceTask id=\"shell\" camunda:type=\"shell\"/>")
                                .replace("isExecutable=\"true\"", "isExecutable=\"false\"")));

        assertThat(answer.code()).as(answer.text()).isEqualTo(200);
    }
}
