package io.botstatus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.PluginTest;
import io.botstatus.check.Models;
import java.nio.file.Files;
import java.nio.file.Path;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** Each application decides whether its engine runs shell tasks; only the runnable server refuses them. */
@PluginTest
class ShellTaskOfAHostTest {

    @Autowired
    ProcessEngine engine;

    @Test
    void runs(@TempDir Path folder) {
        Path touched = folder.resolve("touched");
        String model = Models.process(
                "shell",
                """
                <bpmn:serviceTask id="task" camunda:type="shell"><bpmn:extensionElements>
                <camunda:field name="command"><camunda:string>/bin/touch</camunda:string></camunda:field>
                <camunda:field name="arg1"><camunda:string>%s</camunda:string></camunda:field>
                </bpmn:extensionElements></bpmn:serviceTask>\
                """.formatted(touched),
                "<bpmn:sequenceFlow id=\"flow\" sourceRef=\"begin\" targetRef=\"task\"/>");
        String deployment = engine.getRepositoryService()
                .createDeployment()
                .addString("shell.bpmn", model)
                .deploy()
                .getId();
        try {
            engine.getRuntimeService().startProcessInstanceByKey("shell");

            assertThat(Files.exists(touched)).isTrue();
        } finally {
            engine.getRepositoryService().deleteDeployment(deployment, true);
        }
    }
}
