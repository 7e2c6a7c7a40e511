package io.botstatus.check;

import io.botstatus.base.SpellingSuggestion;
import io.botstatus.engine.model.Findings;
import io.botstatus.engine.model.ModelElement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Checks a builder's pause policy: its outputs must be readable, and its literal answers valid. */
final class PolicyCheck {

    /** The allowed types of each output. Without a type, or with Any, run time takes any value. */
    private static final Map<String, List<String>> TYPES = types();

    /** Hit policies by which several rules may answer. */
    private static final Set<String> SEVERAL = Set.of("COLLECT", "RULE ORDER", "OUTPUT ORDER");

    private final ModelElement decision;
    private final Findings findings;

    PolicyCheck(ModelElement decision, Findings findings) {
        this.decision = decision;
        this.findings = findings;
    }

    void check() {
        decision.children("decisionTable")
                .findFirst()
                .ifPresentOrElse(
                        this::table,
                        () -> findings.add(
                                decision,
                                "decisionTable",
                                null,
                                "a decision table with the outputs " + String.join(", ", TYPES.keySet())));
    }

    private void table(ModelElement table) {
        String hitPolicy = table.attribute("hitPolicy");
        if (hitPolicy != null && SEVERAL.contains(hitPolicy)) {
            findings.add(table, "hitPolicy", hitPolicy, "FIRST, UNIQUE or ANY, since one rule has to decide");
        }
        List<ModelElement> outputs = table.children("output").toList();
        List<String> names = outputs.stream().flatMap(PolicyCheck::name).toList();
        outputs.forEach(output -> name(output).forEach(name -> output(output, name, names)));
        if (!names.contains(PolicyRow.PAUSE_AS)) {
            findings.add(table, "output " + PolicyRow.PAUSE_AS, null, "one that says snoozed, inactive or none");
        }
        table.children("rule").forEach(rule -> new PolicyRow(rule, outputs, findings).check());
        new PolicyExpressions(table, findings).check();
    }

    private void output(ModelElement output, String name, List<String> names) {
        List<String> types = TYPES.get(name);
        if (types == null) {
            List<String> open = TYPES.keySet().stream()
                    .filter(known -> !names.contains(known))
                    .toList();
            SpellingSuggestion.slip(name, open)
                    .ifPresent(meant -> findings.suggest(output, "output", name, TYPES.keySet(), meant));
            return;
        }
        String type = type(output);
        if (!type.isEmpty() && types.stream().noneMatch(type::equalsIgnoreCase) && !type.equalsIgnoreCase("Any")) {
            findings.add(output, "typeRef of " + name, type, String.join(", ", types) + ", or none");
        }
    }

    /** The output's type without its prefix; empty if it has none. */
    static String type(ModelElement output) {
        String type = output.attribute("typeRef");
        return type == null ? "" : type.substring(type.indexOf(':') + 1);
    }

    static Stream<String> name(ModelElement output) {
        return Stream.ofNullable(output.attribute("name"));
    }

    private static Map<String, List<String>> types() {
        List<String> durations = List.of("string", "dayTimeDuration", "days and time duration");
        Map<String, List<String>> types = new LinkedHashMap<>();
        types.put(PolicyRow.PAUSE_AS, List.of("string"));
        types.put("reactivateAfter", durations);
        types.put("reactivateAt", List.of("string", "date", "dateTime", "date and time"));
        types.put("extend", List.of("boolean"));
        types.put("atMost", durations);
        types.put("reason", List.of("string"));
        return types;
    }
}
