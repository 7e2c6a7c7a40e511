package io.botstatus.engine.model;

import io.botstatus.base.InvalidValueException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.Problem;
import org.camunda.bpm.engine.impl.bpmn.parser.ResourceReportImpl;
import org.camunda.bpm.engine.impl.xml.ProblemImpl;
import org.jspecify.annotations.Nullable;

/** The mistakes in the models of one deployment. */
public final class Findings {

    private static final Comparator<Finding> AS_IN_THE_FILES = Comparator.comparing(
                    (Finding finding) -> finding.at.file())
            .thenComparing(finding -> finding.at.element().getLine())
            .thenComparing(finding -> finding.at.element().getColumn());

    private final List<Finding> all = new ArrayList<>();

    /** Adds a mistake in the words of the broken rule. */
    public void add(ModelElement at, InvalidValueException refusal) {
        add(new Finding(at, String.valueOf(refusal.getMessage())));
    }

    public void add(ModelElement at, String field, @Nullable Object value, String allowed) {
        add(at, new InvalidValueException(field, value, allowed));
    }

    /** Adds a name that does not exist, with the nearest one that does. */
    public void suggest(ModelElement at, String field, String name, Collection<String> allowed) {
        SpellingSuggestion.of(name, allowed).ifPresent(meant -> suggest(at, field, name, allowed, meant));
    }

    public void suggest(ModelElement at, String field, String name, Collection<String> allowed, String meant) {
        InvalidValueException refusal = new InvalidValueException(field, name, String.join(", ", allowed));
        add(new Finding(at, refusal.getMessage() + " Did you mean '" + meant + "'?"));
    }

    /** Adds a finding once, even if two checks report it. */
    private void add(Finding finding) {
        if (!all.contains(finding)) {
            all.add(finding);
        }
    }

    /**
     * Checks a value by a rule of run time, and adds its refusal.
     *
     * @return whether the rule accepts the value
     */
    public boolean check(ModelElement at, Runnable rule) {
        try {
            rule.run();
            return true;
        } catch (InvalidValueException e) {
            add(at, e);
            return false;
        }
    }

    /**
     * Refuses the deployment if there is any finding.
     *
     * @throws ParseException whose message lists every finding; Camunda's REST API answers it with 400, and with each finding by
     *     file, line and element
     */
    public void refuse() {
        if (all.isEmpty()) {
            return;
        }
        all.sort(AS_IN_THE_FILES);
        Map<String, List<Problem>> byFile = all.stream()
                .collect(Collectors.groupingBy(
                        finding -> finding.at.file(),
                        TreeMap::new,
                        Collectors.mapping(Finding::problem, Collectors.toList())));
        ParseException refusal = null;
        for (Map.Entry<String, List<Problem>> file : byFile.entrySet()) {
            if (refusal == null) {
                refusal = new ParseException(message(), file.getKey(), file.getValue(), List.of());
            } else {
                refusal.getResorceReports().add(new ResourceReportImpl(file.getKey(), file.getValue(), List.of()));
            }
        }
        if (refusal != null) {
            throw refusal;
        }
    }

    private String message() {
        return all.stream()
                .map(finding -> "\n* " + finding.at.place() + ": " + finding.message)
                .collect(Collectors.joining(
                        "",
                        "Nothing is deployed, since Contact Bot Status found %d %s:"
                                .formatted(all.size(), all.size() == 1 ? "mistake" : "mistakes"),
                        ""));
    }

    private record Finding(ModelElement at, String message) {

        Problem problem() {
            return new ProblemImpl(message, at.element(), at.identified().attribute("id"));
        }
    }
}
