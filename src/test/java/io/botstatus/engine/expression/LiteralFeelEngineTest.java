package io.botstatus.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The literal engine and the engine's own FEEL read cells alike. */
class LiteralFeelEngineTest {

    private final FeelEngine engine = new ScalaFeelEngineFactory().createInstance();
    private final List<String> asked = new ArrayList<>();
    private final LiteralFeelEngine plain = new LiteralFeelEngine(new Counting(), () -> true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"PT24H\"",
                " \"sms\" ",
                "\"\"",
                "\"ü \n € 🤖\"",
                "\"a\\\"b\"",
                "\"a\\nb\"",
                "\"a\" + \"b\"",
                "\"a\",\"b\"",
                "true",
                "false",
                " true",
                "null",
                "not",
                "if",
                "text",
                " text ",
                "empty",
                "none",
                "number",
                "yes",
                "missing",
                "date",
                "time",
                "now",
                "today",
                "count",
                "1",
                "-1",
                "1.50",
                "text + \"x\"",
                "string(number) + text",
                "time.x",
                "if yes then text else none",
                "@\"P1D\"",
                "duration(\"P1D\")",
                "",
                "-",
                "text number",
                "\"open",
                "list",
                "map.a"
            })
    void expressionsAreReadAsEver(String cell) {
        assertThat(outcome(() -> plain.evaluateSimpleExpression(cell, variables())))
                .isEqualTo(outcome(() -> engine.evaluateSimpleExpression(cell, variables())));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void testsAreReadAsEver(Object input) {
        for (String cell : List.of(
                "\"sms\"",
                " \"sms\" ",
                "\"sms\",\"mail\"",
                "\"mail\" , \"sms\"",
                "\"a,b\"",
                "\"a,b\",\"c\"",
                "\"\"",
                "not(\"sms\")",
                "\"s\\\"s\"",
                "text",
                "null",
                "> 3",
                "[1..5]",
                "\"sms\",",
                "\"sms\" \"mail\"",
                "starts with(?, \"s\")",
                "true",
                "3")) {
            VariableContext variables = Variables.createVariables()
                    .putValue("text", "sms")
                    .putValue("inputVariableName", "cellInput")
                    .putValue("cellInput", input)
                    .asVariableContext();
            assertThat(outcome(() -> plain.evaluateSimpleUnaryTests(cell, "cellInput", variables)))
                    .as(cell)
                    .isEqualTo(outcome(() -> engine.evaluateSimpleUnaryTests(cell, "cellInput", variables)));
        }
    }

    static Stream<Object> inputs() {
        return Stream.of("sms", "mail", "a,b", "", "s\"s", 3, true, Variables.untypedNullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"PT24H\"", "true", "text"})
    void wordsDoNotTroubleTheEngine(String cell) {
        plain.evaluateSimpleExpression(cell, variables());
        plain.evaluateSimpleUnaryTests("\"sms\", \"mail\"", "text", variables());

        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"PT24H\"", "true", "text"})
    void otherDecisionsAreTheEngines(String cell) {
        LiteralFeelEngine others = new LiteralFeelEngine(new Counting(), () -> false);

        others.evaluateSimpleExpression(cell, variables());
        others.evaluateSimpleUnaryTests("\"sms\"", "text", variables());

        assertThat(asked).containsExactly(cell, "\"sms\"");
    }

    private static VariableContext variables() {
        VariableMap variables = Variables.createVariables()
                .putValue("text", "sms")
                .putValue("empty", "")
                .putValue("none", null)
                .putValue("number", 3)
                .putValue("yes", true)
                .putValue("list", List.of("a"));
        return variables.asVariableContext();
    }

    private static String outcome(Callable<?> step) {
        try {
            Object value = step.call();
            return value == null ? "null" : value.getClass() + " " + value;
        } catch (Exception e) {
            return "fails: " + e.getMessage();
        }
    }

    /** The engine's own, that notes what it is asked. */
    private final class Counting implements FeelEngine {

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // the engine's interface
        public <T> T evaluateSimpleExpression(String expression, VariableContext variables) {
            asked.add(expression);
            return engine.evaluateSimpleExpression(expression, variables);
        }

        @Override
        public boolean evaluateSimpleUnaryTests(String tests, String input, VariableContext variables) {
            asked.add(tests);
            return engine.evaluateSimpleUnaryTests(tests, input, variables);
        }
    }
}
