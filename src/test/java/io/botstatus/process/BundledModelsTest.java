package io.botstatus.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.PluginTest;
import io.botstatus.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;

/** What a start of the host application does to the models that are deployed already. */
class BundledModelsTest {

    private final String database = TestDatabase.newDatabase();

    @Test
    void areDeployedAtTheFirstStartAndNotAgainAtTheSecond() {
        start(repository -> {
            assertThat(process(repository).getVersion()).isOne();
            assertThat(policy(repository).getVersion()).isOne();
        });

        start(repository -> {
            assertThat(process(repository).getVersion()).isOne();
            assertThat(policy(repository).getVersion()).isOne();
            assertThat(repository.createDeploymentQuery().count()).isEqualTo(2);
        });
    }

    @Test
    void neverOverwriteABuildersVersion() {
        start(repository -> repository
                .createDeployment()
                .name("a builder's own")
                .addString(BundledModels.PROCESS_FILE, changed(BundledModels.PROCESS_FILE))
                .addString(BundledModels.POLICY_FILE, changed(BundledModels.POLICY_FILE))
                .deploy());

        for (int restart = 1; restart <= 2; restart++) {
            start(repository -> {
                assertThat(process(repository).getName()).isEqualTo("A builder's pause");
                assertThat(process(repository).getVersion()).isEqualTo(2);
                assertThat(policy(repository).getName()).isEqualTo("A builder's policy");
                assertThat(policy(repository).getVersion()).isEqualTo(2);
            });
        }
    }

    @Test
    void areUpgradedEachByItself() {
        start(repository -> {
            repository
                    .createDeployment()
                    .name("a builder's own")
                    .addString(BundledModels.POLICY_FILE, changed(BundledModels.POLICY_FILE))
                    .deploy();
            // As an older version of the plugin has left it.
            repository
                    .createDeployment()
                    .name(BundledModels.SOURCE + " " + BundledModels.PROCESS_FILE)
                    .source(BundledModels.SOURCE)
                    .addString(BundledModels.PROCESS_FILE, changed(BundledModels.PROCESS_FILE))
                    .deploy();
            assertThat(process(repository).getName()).isEqualTo("A builder's pause");
        });

        for (int restart = 1; restart <= 2; restart++) {
            start(repository -> {
                assertThat(process(repository).getName()).isEqualTo("Bot pause");
                assertThat(process(repository).getVersion()).isEqualTo(3);
                assertThat(policy(repository).getName()).isEqualTo("A builder's policy");
                assertThat(policy(repository).getVersion()).isEqualTo(2);
            });
        }
    }

    @Test
    void areInForceAgainOnceTheBuildersVersionIsGone() {
        start(repository -> {
            String own = repository
                    .createDeployment()
                    .addString(BundledModels.POLICY_FILE, changed(BundledModels.POLICY_FILE))
                    .deploy()
                    .getId();
            repository.deleteDeployment(own, true);
        });

        start(repository -> {
            assertThat(policy(repository).getName()).isEqualTo("Bot pause policy");
            assertThat(policy(repository).getVersion()).isOne();
        });
    }

    private void start(Consumer<RepositoryService> then) {
        String[] arguments = Stream.concat(
                        Stream.of(Objects.requireNonNull(PluginTest.class.getAnnotation(SpringBootTest.class))
                                .properties()),
                        Stream.of(
                                "spring.datasource.url=" + database,
                                "spring.datasource.username=postgres",
                                "camunda.bpm.generate-unique-process-engine-name=true"))
                .map(property -> "--" + property)
                .toArray(String[]::new);
        try (ConfigurableApplicationContext host = new SpringApplicationBuilder(PluginTest.Host.class)
                .web(WebApplicationType.NONE)
                .run(arguments)) {
            then.accept(host.getBean(RepositoryService.class));
        }
    }

    private static String changed(String file) {
        try (InputStream stream = BundledModels.class.getClassLoader().getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("name=\"Bot pause\"", "name=\"A builder's pause\"")
                    .replace(
                            "decision id=\"bot-pause-policy\" name=\"Bot pause policy\"",
                            "decision id=\"bot-pause-policy\" name=\"A builder's policy\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProcessDefinition process(RepositoryService repository) {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(BotPause.PROCESS)
                .latestVersion()
                .singleResult();
    }

    private static DecisionDefinition policy(RepositoryService repository) {
        return repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(BotPause.POLICY)
                .latestVersion()
                .singleResult();
    }
}
