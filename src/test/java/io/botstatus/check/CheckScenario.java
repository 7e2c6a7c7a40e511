package io.botstatus.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.PluginTest;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** Deploys a model and returns the findings. A model that is accepted is undeployed after the test. */
@PluginTest
abstract class CheckScenario {

    static final Instant NOW = Instant.parse("2030-03-04T09:00:00Z");

    @Autowired
    RepositoryService repository;

    private List<String> before = List.of();

    @BeforeEach
    @SuppressWarnings("JavaUtilDate") // the engine's clock takes nothing else
    void stopTheClock() {
        ClockUtil.setCurrentTime(Date.from(NOW));
        before = deployments();
    }

    @AfterEach
    void undeploy() {
        ClockUtil.reset();
        deployments().stream().filter(id -> !before.contains(id)).forEach(id -> repository.deleteDeployment(id, true));
    }

    /** The findings in a process {@code order} with these elements, each from its element on. */
    List<String> against(String... elements) {
        return againstFile("order.bpmn", Models.process("order", elements));
    }

    /** The findings in a file, each without the file, the line and the process {@code order}. */
    List<String> againstFile(String file, String xml) {
        return lines(deploy(file, xml)).stream()
                .map(line -> line.replaceFirst("^\\* " + file + ", line \\d+, (process 'order', )?", ""))
                .toList();
    }

    /** The refusal; empty if the files were deployed. */
    String deploy(String... filesAndXml) {
        var deployment = repository.createDeployment().name("a builder's");
        for (int i = 0; i < filesAndXml.length; i += 2) {
            deployment.addString(filesAndXml[i], filesAndXml[i + 1]);
        }
        List<String> already = deployments();
        try {
            deployment.deploy();
            return "";
        } catch (ParseException e) {
            assertThat(deployments()).isEqualTo(already);
            return String.valueOf(e.getMessage());
        }
    }

    List<String> deployments() {
        return repository.createDeploymentQuery().orderByDeploymentId().asc().list().stream()
                .map(deployment -> deployment.getId())
                .toList();
    }

    private static List<String> lines(String refusal) {
        return refusal.lines().skip(1).toList();
    }
}
