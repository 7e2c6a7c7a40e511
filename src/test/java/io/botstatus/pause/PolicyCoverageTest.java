package io.botstatus.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.botstatus.ModelCoverage;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Runs after all other process tests, and fails where they have left a rule of the bundled policy untouched. */
@Order(Integer.MAX_VALUE)
class PolicyCoverageTest extends PauseScenario {

    @BeforeEach
    void comesLast() {
        assumeThat(ModelCoverage.matchedRules())
                .as("process tests run before this one; run it as -Dtest='io.botstatus.process.*Test'")
                .isNotEmpty();
    }

    @Test
    void everyRuleOfThePausePolicyMatched() {
        String bundled = repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(BotPause.POLICY)
                .latestVersion()
                .singleResult()
                .getId();
        Set<String> rules = repository.getDmnModelInstance(bundled).getModelElementsByType(Rule.class).stream()
                .map(Rule::getId)
                .collect(Collectors.toCollection(TreeSet::new));

        rules.removeAll(ModelCoverage.matchedRules());

        assertThat(rules).as("rules that never matched").isEmpty();
    }
}
