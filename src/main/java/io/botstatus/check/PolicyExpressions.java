package io.botstatus.check;

import io.botstatus.base.InvalidValueException;
import io.botstatus.base.SpellingSuggestion;
import io.botstatus.engine.expression.FeelParser;
import io.botstatus.engine.expression.JuelParser;
import io.botstatus.engine.expression.ParsedExpression;
import io.botstatus.engine.model.Findings;
import io.botstatus.engine.model.ModelElement;
import io.botstatus.pause.BotVariables;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks the expressions of a pause policy: its inputs, the tests of its inputs, and its outputs.
 *
 * <p>It refuses what can never work. A trigger may carry any attribute, so a variable that the plugin does not know is only worth a
 * warning, except where it stands in the place of a text.
 */
final class PolicyExpressions {

    /** Outputs that take a text of a certain form. In another output a variable is as likely as a text without its quotes. */
    private static final Set<String> TEXTS = Set.of(PolicyRow.PAUSE_AS, "reactivateAfter", "atMost");

    private final ModelElement table;
    private final Findings findings;
    private final Optional<FeelParser> feel = FeelParser.ofEngine();
    private final PolicyNames names;

    PolicyExpressions(ModelElement table, Findings findings) {
        this.table = table;
        this.findings = findings;
        this.names = new PolicyNames(table);
    }

    void check() {
        List<ModelElement> inputs = table.children("input").toList();
        List<ModelElement> outputs = table.children("output").toList();
        inputs.forEach(input -> expression(input).ifPresent(this::input));
        table.children("rule").forEach(rule -> {
            List<ModelElement> tests = rule.children("inputEntry").toList();
            for (int i = 0; i < Math.min(inputs.size(), tests.size()); i++) {
                test(tests.get(i), "test of " + text(expression(inputs.get(i)).orElse(inputs.get(i))));
            }
            List<ModelElement> answers = rule.children("outputEntry").toList();
            for (int i = 0; i < Math.min(outputs.size(), answers.size()); i++) {
                output(
                        answers.get(i),
                        PolicyCheck.name(outputs.get(i)).findFirst().orElse("output"));
            }
        });
    }

    private static Optional<ModelElement> expression(ModelElement input) {
        return input.children("inputExpression").findFirst();
    }

    /** The text of an expression or a cell. */
    static String text(ModelElement cell) {
        return cell.children("text").findFirst().map(ModelElement::text).orElse("");
    }

    private void input(ModelElement expression) {
        ParsedExpression parsed = read(expression, "input", false);
        parsed.alone().stream()
                .filter(name ->
                        !names.isOfEachTrigger(name) && PolicyNames.meant(name).isEmpty())
                .forEach(name -> findings.warn(
                        expression,
                        "input is '%s', which is null unless the trigger carries an attribute of this name."
                                .formatted(name)));
        warnOfSlips(expression, "input", parsed);
    }

    private void test(ModelElement cell, String field) {
        ParsedExpression parsed = read(cell, field, true);
        parsed.alone().stream()
                .filter(name -> !names.isKnown(name))
                .forEach(name -> findings.add(
                        cell,
                        field,
                        text(cell),
                        "\"%1$s\" in quotes for a text, or ? = %1$s for a variable".formatted(name)));
        warnOfSlips(cell, field, parsed);
    }

    private void output(ModelElement cell, String name) {
        ParsedExpression parsed = read(cell, name, false);
        parsed.alone().stream()
                .filter(word -> !names.isKnown(word) && TEXTS.contains(name) && PolicyRow.isText(name, word))
                .forEach(word -> findings.add(
                        cell,
                        name,
                        text(cell),
                        "\"%1$s\" in quotes for a text, or string(%1$s) for a variable".formatted(word)));
        warnOfSlips(cell, name, parsed);
    }

    private ParsedExpression read(ModelElement cell, String field, boolean isTest) {
        String text = text(cell);
        if (text.isEmpty()) {
            return ParsedExpression.EMPTY;
        }
        String language = DecisionCell.language(cell);
        if (language.equals("JUEL")) {
            return juel(cell, field, text, isTest);
        }
        if (!language.contains("FEEL") || feel.isEmpty()) {
            return ParsedExpression.EMPTY;
        }
        ParsedExpression parsed =
                isTest ? feel.get().unaryTests(text) : feel.get().expression(text);
        refuse(cell, field, text, parsed);
        for (String function : parsed.functions()) {
            String allowed = "functions that FEEL has, and '" + function + "' is none";
            findings.add(
                    cell,
                    SpellingSuggestion.of(function, feel.get().functions())
                            .map(meant -> InvalidValueException.suggesting(field, text, allowed, meant))
                            .orElseGet(() -> new InvalidValueException(field, text, allowed)));
        }
        if (!parsed.joined().isEmpty()) {
            findings.add(
                    cell,
                    field,
                    text,
                    "conditions beside 'and' and 'or'"
                            + (isTest
                                    ? "; for one of several values a comma, as in " + String.join(", ", parsed.joined())
                                    : ""));
        }
        return parsed;
    }

    private ParsedExpression juel(ModelElement cell, String field, String text, boolean isTest) {
        ParsedExpression parsed = JuelParser.expression(text);
        refuse(cell, field, text, parsed);
        if (isTest && !ModelValue.isExpression(text)) {
            findings.add(cell, field, text, "a condition in JUEL, as ${channel == 'sms'}");
        }
        return parsed;
    }

    private void refuse(ModelElement cell, String field, String text, ParsedExpression parsed) {
        if (parsed.unreadable() != null) {
            findings.add(cell, field, text, parsed.unreadable());
        }
    }

    private void warnOfSlips(ModelElement cell, String field, ParsedExpression parsed) {
        parsed.names().stream().filter(name -> !names.isGiven(name)).forEach(name -> PolicyNames.meant(name)
                .ifPresent(meant -> findings.warn(
                        cell,
                        InvalidValueException.suggesting(
                                field,
                                text(cell),
                                "any attribute of the trigger, or a variable of each: "
                                        + String.join(", ", BotVariables.OF_TRIGGERS),
                                meant))));
    }
}
