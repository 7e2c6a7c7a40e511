package io.botstatus.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.PluginTest;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** A host application with the settings of Camunda's starter: it deploys every model that it finds on the classpath. */
@PluginTest
@TestPropertySource(properties = "camunda.bpm.auto-deployment-enabled=true")
class AutoDeploymentTest {

    @Autowired
    RepositoryService repository;

    @Test
    void leavesTheModelsOfThePluginToThePlugin() {
        assertThat(repository
                        .createProcessDefinitionQuery()
                        .processDefinitionKey(BotPause.PROCESS)
                        .list())
                .singleElement()
                .satisfies(process -> assertThat(repository
                                .createDeploymentQuery()
                                .deploymentId(process.getDeploymentId())
                                .singleResult()
                                .getSource())
                        .isEqualTo(BundledModels.SOURCE));
        assertThat(repository
                        .createDecisionDefinitionQuery()
                        .decisionDefinitionKey(BotPause.POLICY)
                        .count())
                .isOne();
    }
}
