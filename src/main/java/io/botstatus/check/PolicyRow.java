package io.botstatus.check;

import io.botstatus.base.InvalidValueException;
import io.botstatus.base.IsoTime;
import io.botstatus.base.SpellingSuggestion;
import io.botstatus.engine.model.Findings;
import io.botstatus.engine.model.ModelElement;
import io.botstatus.pause.PolicyAnswer;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks one rule of a pause policy: its certain answers go through the rules of run time. */
final class PolicyRow {

    static final String PAUSE_AS = "pauseAs";

    private static final String REASON = "reason";
    private static final String AT = "reactivateAt";
    private static final List<String> ENDS = List.of("reactivateAfter", AT, "atMost");

    private final ModelElement rule;
    private final Findings findings;
    private final Map<String, DecisionCell> cells = new HashMap<>();

    PolicyRow(ModelElement rule, List<ModelElement> outputs, Findings findings) {
        this.rule = rule;
        this.findings = findings;
        List<ModelElement> entries = rule.children("outputEntry").toList();
        for (int i = 0; i < Math.min(outputs.size(), entries.size()); i++) {
            DecisionCell cell = DecisionCell.read(entries.get(i), PolicyCheck.type(outputs.get(i)));
            PolicyCheck.name(outputs.get(i)).forEach(name -> cells.put(name, cell));
        }
    }

    /** Whether this word would be an answer, or looks like one, if it stood in quotes. */
    static boolean isText(String output, String word) {
        if (output.equals(PAUSE_AS)) {
            return SpellingSuggestion.slip(word, PolicyAnswer.ANSWERS).isPresent();
        }
        try {
            IsoTime.duration(output, word);
            return true;
        } catch (InvalidValueException e) {
            return false;
        }
    }

    void check() {
        isAccepted(literals(List.of(REASON)));
        Map<String, Object> pauseAs = literals(List.of(PAUSE_AS));
        boolean isFine = !cells.containsKey(PAUSE_AS)
                || isLeftToRunTime(PAUSE_AS)
                || findings.check(at(PAUSE_AS), () -> new PolicyAnswer(pauseAs).pauseAs());
        if (PolicyAnswer.NONE.equals(pauseAs.get(PAUSE_AS))) {
            return; // run time reads no other output either
        }
        isAccepted(literals(List.of("extend")));
        Map<String, Object> together = isFine ? pauseAs : new HashMap<>();
        boolean mayEnd = false;
        for (String end : ENDS) {
            Map<String, Object> literal = literals(List.of(end));
            boolean isEndFine = hasItsOffset(end) && isAccepted(literal);
            mayEnd |= isLeftToRunTime(end) || !isEndFine;
            together.putAll(isEndFine ? literal : Map.of());
        }
        if (mayEnd && BotStatus.SNOOZED.word().equals(together.get(PAUSE_AS))) {
            together.remove(PAUSE_AS);
        }
        isAccepted(together);
    }

    private boolean hasItsOffset(String name) {
        DecisionCell cell = cells.get(name);
        if (!name.equals(AT) || cell == null || !cell.losesItsOffset()) {
            return true;
        }
        findings.add(
                cell.at(),
                name,
                cell.literal(),
                "date and time(\"...\") in an output of the type date, since it takes a text without its offset; or the type"
                        + " string");
        return false;
    }

    /** Whether run time would accept these answers. An unknown status counts as the one that needs no other value. */
    private boolean isAccepted(Map<String, Object> literals) {
        Map<String, Object> outputs = new HashMap<>(literals);
        outputs.putIfAbsent(PAUSE_AS, BotStatus.INACTIVE.word());
        try {
            new PolicyAnswer(outputs).pause(Cause.MANUAL_MESSAGE, Instant.EPOCH, null, null);
            return true;
        } catch (InvalidValueException e) {
            findings.add(at(e.field()), e);
            return false;
        }
    }

    private Map<String, Object> literals(Iterable<String> names) {
        Map<String, Object> literals = new HashMap<>();
        for (String name : names) {
            DecisionCell cell = cells.get(name);
            if (cell != null && cell.literal() != null) {
                literals.put(name, cell.literal());
            }
        }
        return literals;
    }

    private boolean isLeftToRunTime(String name) {
        DecisionCell cell = cells.get(name);
        return cell != null && cell.isLeftToRunTime();
    }

    private ModelElement at(String name) {
        DecisionCell cell = cells.get(name);
        return cell == null ? rule : cell.at();
    }
}
