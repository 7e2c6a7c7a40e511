package io.botstatus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.community.process_test_coverage.core.model.DefaultCollector;
import org.camunda.community.process_test_coverage.core.model.Event;
import org.camunda.community.process_test_coverage.core.model.Run;
import org.camunda.community.process_test_coverage.core.model.Suite;
import org.camunda.community.process_test_coverage.engine.platform7.ElementCoverageParseListener;
import org.camunda.community.process_test_coverage.engine.platform7.ExecutionContextModelProvider;
import org.camunda.community.process_test_coverage.report.CoverageReportUtil;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Records which elements of the models below {@code bpmn/} all test classes together pass. It writes the report of
 * camunda-process-test-coverage to {@code target/process-test-coverage} at the end of the run.
 *
 * <p>That library's own extension builds an engine of its own and measures each class separately. This one hooks its listener into
 * the engine that Spring builds, and makes one suite of all classes.
 */
public final class ModelCoverage implements BeforeEachCallback {

    /** The models, by the id of their process. */
    static final Map<String, Path> MODELS = models();

    private static final DefaultCollector COLLECTOR = collector();

    private static final Set<String> RULES = ConcurrentHashMap.newKeySet();

    private static DefaultCollector collector() {
        DefaultCollector collector = new DefaultCollector(new ExecutionContextModelProvider());
        collector.createSuite(new Suite("models", "models"));
        collector.activateSuite("models");
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
                .getOrComputeIfAbsent(
                        "report", key -> (ExtensionContext.Store.CloseableResource) ModelCoverage::report);
    }

    private static void report() {
        CoverageReportUtil.createReport(COLLECTOR, null);
        CoverageReportUtil.createJsonReport(COLLECTOR, null);
    }

    /** Whether any test has run this process yet. */
    static boolean recorded(String process) {
        return !COLLECTOR.getActiveSuite().getEvents(process).isEmpty();
    }

    /** The ids of the rules of decision tables that have matched so far. */
    public static Set<String> matchedRules() {
        return RULES;
    }

    /** Activities, events, gateways and sequence flows that no test has passed. */
    static Set<String> missing(String process, Path file) {
        BpmnModelInstance model = Bpmn.readModelFromFile(file.toFile());
        Set<String> missing = Stream.of(FlowNode.class, SequenceFlow.class)
                .flatMap(type -> model.getModelElementsByType(type).stream())
                .map(element -> ((FlowElement) element).getId())
                .collect(Collectors.toCollection(TreeSet::new));
        COLLECTOR.getActiveSuite().getEvents(process).stream()
                .map(Event::getDefinitionKey)
                .toList()
                .forEach(missing::remove);
        return missing;
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
