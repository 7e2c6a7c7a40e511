package io.botstatus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.community.process_test_coverage.core.export.CoverageStateJsonExporter;
import org.camunda.community.process_test_coverage.core.model.DefaultCollector;
import org.camunda.community.process_test_coverage.core.model.Run;
import org.camunda.community.process_test_coverage.core.model.Suite;
import org.camunda.community.process_test_coverage.engine.platform7.ElementCoverageParseListener;
import org.camunda.community.process_test_coverage.engine.platform7.ExecutionContextModelProvider;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Records which elements of the models below {@code bpmn/} all test classes together pass. Each JVM of a run leaves what it has
 * recorded in one folder, where {@link ModelCoverageIT} finds it.
 *
 * <p>That library's own extension builds an engine of its own and measures each class separately. This one hooks its listener into
 * the engine that Spring builds, and makes one suite of all classes.
 */
public final class ModelCoverage implements BeforeEachCallback {

    /** The models, by the id of their process. */
    static final Map<String, Path> MODELS = models();

    private static final DefaultCollector COLLECTOR = collector();

    private static final Set<String> RULES = ConcurrentHashMap.newKeySet();

    /** One folder for each run of the build, so that no older record counts. */
    private static final Path FOLDER = Path.of("target", "model-coverage", System.getProperty("tests.run", "alone"));

    private static DefaultCollector collector() {
        DefaultCollector collector = new DefaultCollector(new ExecutionContextModelProvider());
        String name = "JVM " + ProcessHandle.current().pid();
        collector.createSuite(new Suite(name, name));
        collector.activateSuite(name);
        return collector;
    }

    private static Map<String, Path> models() {
        try (Stream<Path> files = Files.walk(Path.of("bpmn"))) {
            return files.filter(file -> file.toString().endsWith(".bpmn"))
                    .collect(Collectors.toMap(
                            file -> Bpmn.readModelFromFile(file.toFile())
                                    .getModelElementsByType(Process.class)
                                    .iterator()
                                    .next()
                                    .getId(),
                            Function.identity(),
                            (one, other) -> one,
                            TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        String name = context.getRequiredTestClass().getSimpleName() + "." + context.getDisplayName();
        COLLECTOR.createRun(
                new Run(context.getUniqueId(), name), COLLECTOR.getActiveSuite().getId());
        COLLECTOR.activateRun(context.getUniqueId());
        context.getRoot()
                .getStore(ExtensionContext.Namespace.create(ModelCoverage.class))
                .getOrComputeIfAbsent("record", key -> (ExtensionContext.Store.CloseableResource) ModelCoverage::save);
    }

    private static void save() throws IOException {
        Files.createDirectories(FOLDER);
        String jvm = Long.toString(ProcessHandle.current().pid());
        Files.writeString(
                FOLDER.resolve(jvm + ".json"),
                CoverageStateJsonExporter.createCoverageStateResult(
                        COLLECTOR.getSuites().values(), COLLECTOR.getModels()));
        Files.write(FOLDER.resolve(jvm + ".rules"), RULES);
    }

    /** What the JVMs of this run have recorded, in the form of camunda-process-test-coverage; empty if they recorded nothing. */
    static Optional<String> saved() {
        return files(".json").stream()
                .map(ModelCoverage::read)
                .reduce(CoverageStateJsonExporter::combineCoverageStateResults);
    }

    /** The ids of the rules of decision tables that have matched in this run. */
    static Set<String> matchedRules() {
        return files(".rules").stream().flatMap(file -> read(file).lines()).collect(Collectors.toSet());
    }

    private static List<Path> files(String ending) {
        if (!Files.isDirectory(FOLDER)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Import it in a test class to record its engine. */
    @TestConfiguration(proxyBeanMethods = false)
    public static class Recorder {
        @Bean
        ProcessEnginePlugin modelCoverage() {
            return new AbstractProcessEnginePlugin() {
                @Override
                public void preInit(ProcessEngineConfigurationImpl configuration) {
                    ElementCoverageParseListener listener = new ElementCoverageParseListener();
                    // The flows that tests make up are not measured.
                    listener.setCoverageState(event -> {
                        if (MODELS.containsKey(event.getModelKey())) {
                            COLLECTOR.addEvent(event);
                        }
                    });
                    configuration.getCustomPostBPMNParseListeners().add(listener);
                    if (configuration.getDmnEngineConfiguration() == null) {
                        configuration.setDmnEngineConfiguration((DefaultDmnEngineConfiguration)
                                DmnEngineConfiguration.createDefaultDmnEngineConfiguration());
                    }
                    configuration
                            .getDmnEngineConfiguration()
                            .getCustomPostDecisionTableEvaluationListeners()
                            .add(table -> table.getMatchingRules().forEach(rule -> RULES.add(rule.getId())));
                }
            };
        }
    }
}
