package io.botstatus.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.PluginTest;
import io.botstatus.TestDatabase;
import io.botstatus.pause.BotPause;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;

/** The effect of a host application's start on deployed models. */
class BundledModelsTest {

    private static final BundledModel PAUSE = new BundledModel(BotPause.PROCESS, "bpmn/bot-pause.bpmn");
    private static final BundledModel POLICY = new BundledModel(BotPause.POLICY, "bpmn/bot-pause-policy.dmn");

    private static final String DATABASE = TestDatabase.newDatabase();
    private static ConfigurableApplicationContext host;
    private static RepositoryService repository;
    private static List<String> bundled = List.of();

    @BeforeAll
    static void start() {
        host = startHost();
        repository = host.getBean(RepositoryService.class);
        bundled = repository.createDeploymentQuery().list().stream()
                .map(Deployment::getId)
                .toList();
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @AfterEach
    void undeployAllButTheFirst() {
        repository.createDeploymentQuery().list().stream()
                .filter(deployment -> !bundled.contains(deployment.getId()))
                .forEach(deployment -> repository.deleteDeployment(deployment.getId(), true));
    }

    @Test
    void areDeployedAtTheFirstStartAndNotAgainAtTheSecond() {
        deployed("Bot pause", 1, "Bot pause policy", 1);

        startHost().close();

        deployed("Bot pause", 1, "Bot pause policy", 1);
        assertThat(repository.createDeploymentQuery().count()).isEqualTo(4);
    }

    @Test
    void neverOverwriteABuildersVersion() {
        deployOwn(PAUSE);
        deployOwn(POLICY);

        startAgain();
        startAgain();

        deployed("A builder's pause", 2, "A builder's policy", 2);
    }

    @Test
    void areUpgradedEachByItself() {
        deployOwn(POLICY);
        deployOlderBundled(PAUSE);
        deployed("An older pause", 2, "A builder's policy", 2);

        startAgain();
        startAgain();

        deployed("Bot pause", 3, "A builder's policy", 2);
    }

    @Test
    void areUpgradedToANewPolicyBesideABuildersProcess() {
        deployOwn(PAUSE);
        deployOlderBundled(POLICY);

        startAgain();
        startAgain();

        deployed("A builder's pause", 2, "Bot pause policy", 3);
    }

    @Test
    void areInForceAgainOnceTheBuildersVersionIsGone() {
        repository.deleteDeployment(deployOwn(POLICY), true);

        startAgain();

        deployed("Bot pause", 1, "Bot pause policy", 1);
    }

    @Test
    void areInForceAgainWhenAskedForThoughTheSameFileWasDeployedBefore() {
        deployOwn(POLICY);
        deployOwn(PAUSE);

        ModelOrigin restored = models().restore(BotPause.POLICY);

        deployed("A builder's pause", 2, "Bot pause policy", 3);
        assertThat(restored).isEqualTo(models().origins().get(BotPause.POLICY));
        assertThat(restored.version()).isEqualTo(3);
        assertThat(restored.bundled()).isTrue();
        assertThat(models().restore(BotPause.POLICY)).isEqualTo(restored);

        startAgain();

        deployed("A builder's pause", 2, "Bot pause policy", 3);
    }

    @Test
    void areUpgradedAgainAfterTheWayBack() {
        deployOwn(POLICY);
        models().restore(BotPause.POLICY);
        deployOlderBundled(POLICY);
        deployed("Bot pause", 1, "An older policy", 4);

        startAgain();

        deployed("Bot pause", 1, "Bot pause policy", 5);
    }

    @Test
    void ofAnUpgradeThatMetABuildersVersionAreInForceWhenAskedFor() {
        deployOlderBundled(POLICY);
        deployOwn(POLICY);
        startAgain();
        deployed("Bot pause", 1, "A builder's policy", 3);
        assertThat(models().origins().get(BotPause.POLICY))
                .extracting(ModelOrigin::bundled, ModelOrigin::deploymentName)
                .containsExactly(false, "a builder's own");

        models().restore(BotPause.POLICY);

        deployed("Bot pause", 1, "Bot pause policy", 4);
    }

    @Test
    void ofAnUpgradeThatMetABuildersVersionAreInForceOnceThatVersionIsGone() {
        deployOlderBundled(PAUSE);
        String own = deployOwn(PAUSE);
        startAgain();
        repository.deleteDeployment(own, true);
        deployed("An older pause", 2, "Bot pause policy", 1);

        startAgain();

        // The engine counts on from the latest version that is left.
        deployed("Bot pause", 3, "Bot pause policy", 1);
    }

    private static BundledModels models() {
        return host.getBean(BundledModels.class);
    }

    /** Runs the plugin's part of the engine's start. */
    private static void startAgain() {
        models().deploy();
    }

    private static ConfigurableApplicationContext startHost() {
        String[] arguments = Stream.concat(
                        Stream.of(Objects.requireNonNull(PluginTest.class.getAnnotation(SpringBootTest.class))
                                .properties()),
                        Stream.of(
                                "spring.datasource.url=" + DATABASE,
                                "spring.datasource.username=postgres",
                                "camunda.bpm.generate-unique-process-engine-name=true"))
                .map(property -> "--" + property)
                .toArray(String[]::new);
        return new SpringApplicationBuilder(PluginTest.Host.class)
                .web(WebApplicationType.NONE)
                .run(arguments);
    }

    private static String deployOwn(BundledModel model) {
        return repository
                .createDeployment()
                .name("a builder's own")
                .addString(model.file(), changed(model, "A builder's"))
                .deploy()
                .getId();
    }

    /** Deploys a model as an older version of the plugin did. */
    private static void deployOlderBundled(BundledModel model) {
        repository
                .createDeployment()
                .name(BundledModels.SOURCE + " " + model.file())
                .source(BundledModels.SOURCE)
                .addString(model.file(), changed(model, "An older"))
                .deploy();
    }

    private static void deployed(String process, int processVersion, String policy, int policyVersion) {
        ProcessDefinition latestProcess = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(BotPause.PROCESS)
                .latestVersion()
                .singleResult();
        DecisionDefinition latestPolicy = repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(BotPause.POLICY)
                .latestVersion()
                .singleResult();
        assertThat(latestProcess.getName()).isEqualTo(process);
        assertThat(latestProcess.getVersion()).isEqualTo(processVersion);
        assertThat(latestPolicy.getName()).isEqualTo(policy);
        assertThat(latestPolicy.getVersion()).isEqualTo(policyVersion);
    }

    private static String changed(BundledModel model, String whose) {
        try (InputStream stream = model.open()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("name=\"Bot pause\"", "name=\"" + whose + " pause\"")
                    .replace(
                            "decision id=\"bot-pause-policy\" name=\"Bot pause policy\"",
                            "decision id=\"bot-pause-policy\" name=\"" + whose + " policy\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
