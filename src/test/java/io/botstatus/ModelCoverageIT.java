package io.botstatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.community.process_test_coverage.core.export.CoverageStateJsonExporter;
import org.camunda.community.process_test_coverage.core.export.CoverageStateResult;
import org.camunda.community.process_test_coverage.core.model.Event;
import org.camunda.community.process_test_coverage.report.CoverageReportUtil;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fails where the process tests of this run have left a part of a model untouched. The report of camunda-process-test-coverage is
 * in {@code target/process-test-coverage}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelCoverageIT {

    private String saved = "";
    private CoverageStateResult coverage = new CoverageStateResult(List.of(), List.of());

    @BeforeAll
    void read() {
        ModelCoverage.saved().ifPresent(json -> {
            saved = json;
            coverage = CoverageStateJsonExporter.readCoverageStateResult(json);
        });
        assumeThat(!saved.isEmpty() || !onlySome())
                .as("only some tests were to run, and none of them runs a process")
                .isTrue();
    }

    private static boolean onlySome() {
        return System.getProperty("test") != null || System.getProperty("it.test") != null;
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyActivityAndSequenceFlowWasPassed(String process, Path file) {
        List<Event> passed = coverage.getEvents(process);
        assumeThat(!passed.isEmpty() || !onlySome())
                .as("only some tests were to run, and none of them runs this process")
                .isTrue();
        BpmnModelInstance model = Bpmn.readModelFromFile(file.toFile());
        Set<String> missing = Stream.of(FlowNode.class, SequenceFlow.class)
                .flatMap(type -> model.getModelElementsByType(type).stream())
                .map(element -> ((FlowElement) element).getId())
                .collect(Collectors.toCollection(TreeSet::new));

        passed.forEach(event -> missing.remove(event.getDefinitionKey()));

        assertThat(missing).as("elements that no test has passed").isEmpty();
    }

    @Test
    void everyRuleOfThePausePolicyMatched() {
        Set<String> matched = ModelCoverage.matchedRules();
        Set<String> rules =
                Dmn.readModelFromFile(new File("bpmn/bot-pause-policy.dmn")).getModelElementsByType(Rule.class).stream()
                        .map(Rule::getId)
                        .collect(Collectors.toCollection(TreeSet::new));

        rules.removeAll(matched);

        assertThat(rules).as("rules that never matched").isEmpty();
    }

    @Test
    void leavesAReportForPeople() {
        File report = new File("target/process-test-coverage");

        CoverageReportUtil.writeReport(saved, true, report, "report.html", CoverageReportUtil::generateHtml);

        assertThat(new File(report, "report.html")).content().contains("bot-pause");
    }

    static Stream<Arguments> models() {
        return ModelCoverage.MODELS.entrySet().stream().map(model -> Arguments.of(model.getKey(), model.getValue()));
    }
}
