package io.botstatus.process;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
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
 * Records which elements of {@code bot-pause} the process tests pass, all classes together, and writes the report of
 * camunda-process-test-coverage to {@code target/process-test-coverage} when the run is over.
 *
 * <p>That library's own extension builds an engine of its own and measures each class by itself; this one hooks its listener
 * into the engine that Spring builds, and makes one suite of all classes.
 */
final class PauseCoverage implements BeforeEachCallback {

    private static final DefaultCollector COLLECTOR = collector();

    private static DefaultCollector collector() {
        DefaultCollector collector = new DefaultCollector(new ExecutionContextModelProvider());
        collector.createSuite(new Suite(BotPause.PROCESS, BotPause.PROCESS));
        collector.activateSuite(BotPause.PROCESS);
        return collector;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        String name = context.getRequiredTestClass().getSimpleName() + "." + context.getDisplayName();
        COLLECTOR.createRun(
                new Run(context.getUniqueId(), name), COLLECTOR.getActiveSuite().getId());
        COLLECTOR.activateRun(context.getUniqueId());
        context.getRoot()
                .getStore(ExtensionContext.Namespace.create(PauseCoverage.class))
                .getOrComputeIfAbsent(
                        "report", key -> (ExtensionContext.Store.CloseableResource) PauseCoverage::report);
    }

    private static void report() {
        CoverageReportUtil.createReport(COLLECTOR, null);
        CoverageReportUtil.createJsonReport(COLLECTOR, null);
    }

    /** Whether any test has run the process yet. */
    static boolean recorded() {
        return !COLLECTOR.getActiveSuite().getEvents().isEmpty();
    }

    static double ratio() {
        return COLLECTOR.getActiveSuite().calculateCoverage(COLLECTOR.getModels());
    }

    /** Activities, events, gateways and sequence flows that no test has passed. */
    static Set<String> missing(BpmnModelInstance model) {
        Set<String> missing = Stream.of(FlowNode.class, SequenceFlow.class)
                .flatMap(type -> model.getModelElementsByType(type).stream())
                .map(element -> ((FlowElement) element).getId())
                .collect(Collectors.toCollection(TreeSet::new));
        COLLECTOR.getActiveSuite().getEvents(BotPause.PROCESS).stream()
                .map(Event::getDefinitionKey)
                .toList()
                .forEach(missing::remove);
        return missing;
    }

    /** To be imported by a test class whose engine is to be watched. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Recorder {
        @Bean
        ProcessEnginePlugin pauseCoverage() {
            return new AbstractProcessEnginePlugin() {
                @Override
                public void preInit(ProcessEngineConfigurationImpl configuration) {
                    ElementCoverageParseListener listener = new ElementCoverageParseListener();
                    listener.setCoverageState(COLLECTOR);
                    configuration.getCustomPostBPMNParseListeners().add(listener);
                }
            };
        }
    }
}
