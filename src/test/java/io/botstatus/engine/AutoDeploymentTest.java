package io.botstatus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.PluginTest;
import io.botstatus.engine.model.BundledModels;
import java.util.List;
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

    @Autowired
    List<EngineExtension> extensions;

    @Test
    void leavesTheModelsOfThePluginToThePlugin() {
        assertThat(repository.createDeploymentQuery().list().stream()
                        .filter(deployment -> !BundledModels.SOURCE.equals(deployment.getSource()))
                        .flatMap(deployment -> repository.getDeploymentResourceNames(deployment.getId()).stream()))
                .as("what the application deployed by itself: test models, and none of the plugin's")
                .isNotEmpty()
                .noneMatch(name -> extensions.stream()
                        .flatMap(extension -> extension.models().stream())
                        .anyMatch(model -> name.endsWith(model.file())));
    }
}
