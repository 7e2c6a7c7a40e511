package io.botstatus.engine.model;

import io.botstatus.base.InvalidValueException;
import io.botstatus.base.SpellingSuggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.Problem;
import org.camunda.bpm.engine.impl.bpmn.parser.ResourceReportImpl;
import org.camunda.bpm.engine.impl.xml.ProblemImpl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mistakes in the models of one deployment, and what may be one. */
public final class Findings {

    private static final Comparator<Finding> AS_IN_THE_FILES = Comparator.comparing(
                    (Finding finding) -> finding.at.file())
            .thenComparing(finding -> finding.at.element().getLine())
            .thenComparing(finding -> finding.at.element().getColumn());

    private static final Logger LOG = LoggerFactory.getLogger(Findings.class);

    private final List<Finding> all = new ArrayList<>();
    private final Set<Finding> warnings = new LinkedHashSet<>();

    /** Adds a mistake in the words of the broken rule. */
    public void add(ModelElement at, InvalidValueException refusal) {
        add(new Finding(at, String.valueOf(refusal.getMessage())));
    }

    public void add(ModelElement at, String field, @Nullable Object value, String allowed) {
        add(at, new InvalidValueException(field, value, allowed));
    }

    /** Adds a name that does not exist, with the nearest one that does, if one is near. */
    public void suggest(ModelElement at, String field, String name, Collection<String> allowed) {
        SpellingSuggestion.of(name, allowed)
                .ifPresentOrElse(
                        meant -> suggest(at, field, name, allowed, meant),
                        () -> add(at, field, name, String.join(", ", allowed)));
    }

    public void suggest(ModelElement at, String field, String name, Collection<String> allowed, String meant) {
        add(at, InvalidValueException.suggesting(field, name, String.join(", ", allowed), meant));
    }

    /** Notes something that may be right. It is logged if the deployment succeeds. */
    public void warn(ModelElement at, String message) {
        warnings.add(new Finding(at, message));
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

    /** Notes a value that may be right, in the words of a refusal. */
    public void warn(ModelElement at, InvalidValueException doubt) {
        warn(at, String.valueOf(doubt.getMessage()));
    }

    /** Logs each warning in a line of its own. */
    public void logWarnings() {
        warnings.stream().sorted(AS_IN_THE_FILES).forEach(warning -> LOG.warn("{}", warning.line()));
    }

    private String message() {
        return all.stream()
                .map(finding -> "\n* " + finding.line())
                .collect(Collectors.joining(
                        "",
                        "Nothing is deployed, since Contact Bot Status found %d %s:"
                                .formatted(all.size(), all.size() == 1 ? "mistake" : "mistakes"),
                        ""));
    }

    private record Finding(ModelElement at, String message) {

        String line() {
            return at.place() + ": " + message;
        }

        Problem problem() {
            return new ProblemImpl(message, at.element(), at.identified().attribute("id"));
        }
    }
}
