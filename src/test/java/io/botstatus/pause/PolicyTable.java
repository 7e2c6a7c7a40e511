package io.botstatus.pause;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A pause policy as a builder would deploy it: a table with one input. Input, tests and outputs are FEEL, or JUEL if they begin as
 * JUEL does.
 */
public final class PolicyTable {

    private final String input;
    private final List<Map<String, String>> outputs = new ArrayList<>();
    private final List<String> tests = new ArrayList<>();
    private String hitPolicy = "FIRST";
    private String outputType = "";

    public PolicyTable(String input) {
        this.input = input;
    }

    /** A table with the same answer for every trigger. */
    public static PolicyTable always(String... outputs) {
        return new PolicyTable("cause").rule("", outputs);
    }

    /** Gives the outputs the type of the bundled policy's texts. */
    PolicyTable asTexts() {
        outputType = " typeRef=\"string\"";
        return this;
    }

    PolicyTable hitPolicy(String name) {
        hitPolicy = name;
        return this;
    }

    /**
     * Adds a rule below the others.
     *
     * @param test of the input; empty: any
     * @param nameAndValue pairs of output and expression
     */
    public PolicyTable rule(String test, String... nameAndValue) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < nameAndValue.length; i += 2) {
            cells.put(nameAndValue[i], nameAndValue[i + 1]);
        }
        tests.add(test);
        outputs.add(cells);
        return this;
    }

    String xml() {
        Set<String> columns = new LinkedHashSet<>();
        outputs.forEach(cells -> columns.addAll(cells.keySet()));
        StringBuilder xml = new StringBuilder("""
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="test" name="test" namespace="test"
                             xmlns:camunda="http://camunda.org/schema/1.0/dmn">
                <decision id="bot-pause-policy" name="A builder's policy" camunda:historyTimeToLive="P1D">
                <decisionTable id="table" hitPolicy="%s">
                <input id="input"><inputExpression id="expression"%s><text>%s</text></inputExpression></input>
                """.formatted(hitPolicy, language(input), escaped(input)));
        for (String column : columns) {
            xml.append("<output id=\"output_%1$s\" name=\"%1$s\"%2$s/>%n".formatted(column, outputType));
        }
        for (int row = 0; row < tests.size(); row++) {
            xml.append("<rule id=\"rule_%1$d\"><inputEntry id=\"test_%1$d\"%2$s><text>%3$s</text></inputEntry>"
                    .formatted(row, language(tests.get(row)), escaped(tests.get(row))));
            for (String column : columns) {
                String cell = outputs.get(row).getOrDefault(column, "");
                xml.append("<outputEntry id=\"cell_%d_%s\"%s><text>%s</text></outputEntry>"
                        .formatted(row, column, language(cell), escaped(cell)));
            }
            xml.append("</rule>\n");
        }
        return xml.append("</decisionTable></decision></definitions>").toString();
    }

    private static String language(String expression) {
        return expression.startsWith("${") ? " expressionLanguage=\"juel\"" : "";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
