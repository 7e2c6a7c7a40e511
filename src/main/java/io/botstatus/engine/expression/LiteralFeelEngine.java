package io.botstatus.engine.expression;

import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.juel.FeelEngineFactoryImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.context.CoreExecutionContext;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates most cells of a frequent decision without FEEL. Such a cell is no expression but a literal such as {@code "sms"},
 * {@code true} or the name of an input. The engine parses each cell at every decision and builds all functions of FEEL for it, so a
 * small table costs more than the rest of a pause. The engine still evaluates every other cell, every literal that FEEL might read
 * in another way, and decisions of other processes. Thread-safe.
 */
public final class LiteralFeelEngine implements FeelEngine {

    /** A text in quotes, without escapes. */
    private static final String TEXT = "\"[^\"\\\\]*\"";

    private static final Pattern ONE_TEXT = Pattern.compile(TEXT);
    private static final Pattern TEXTS = Pattern.compile(TEXT + "(?:\\s*,\\s*" + TEXT + ")*");
    private static final Pattern EACH_TEXT = Pattern.compile(TEXT);
    private static final Pattern NAME = Pattern.compile("[a-zA-Z]+");
    /** Words of FEEL that look like names. */
    private static final Set<String> KEYWORDS = Set.of(
            "and",
            "between",
            "else",
            "every",
            "external",
            "false",
            "for",
            "function",
            "if",
            "in",
            "instance",
            "item",
            "not",
            "null",
            "of",
            "or",
            "return",
            "satisfies",
            "some",
            "then",
            "true");

    private final FeelEngine engine;
    private final BooleanSupplier ours;

    /** @param ours whether the current cell belongs to the frequent process */
    LiteralFeelEngine(FeelEngine engine, BooleanSupplier ours) {
        this.engine = engine;
        this.ours = ours;
    }

    /** Installs it in front of the engine's own FEEL, unless the host has chosen another one. */
    public static void plugIn(ProcessEngineConfigurationImpl configuration, String process) {
        if (configuration.getDmnEngine() != null) {
            return;
        }
        if (configuration.getDmnEngineConfiguration() == null) {
            configuration.setDmnEngineConfiguration(
                    (DefaultDmnEngineConfiguration) DmnEngineConfiguration.createDefaultDmnEngineConfiguration());
        }
        DefaultDmnEngineConfiguration decisions = configuration.getDmnEngineConfiguration();
        if (decisions.getFeelEngineFactory() == null) {
            // Called when the engine is built and its whole configuration is known.
            decisions.setFeelEngineFactory(() -> decisions.isEnableFeelLegacyBehavior()
                    ? new FeelEngineFactoryImpl().createInstance()
                    : new LiteralFeelEngine(
                            new ClockFeelEngine(decisions.getFeelCustomFunctionProviders()), () -> isAsking(process)));
        }
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"
    }) // the engine's interface; the result has the cell's type
    public <T> T evaluateSimpleExpression(String expression, VariableContext variables) {
        if (!ours.getAsBoolean()) {
            return engine.evaluateSimpleExpression(expression, variables);
        }
        String word = expression.strip();
        if (ONE_TEXT.matcher(word).matches()) {
            return (T) word.substring(1, word.length() - 1);
        }
        if (word.equals("true") || word.equals("false")) {
            return (T) Boolean.valueOf(word);
        }
        if (NAME.matcher(word).matches() && !KEYWORDS.contains(word) && text(variables, word) instanceof String value) {
            return (T) value;
        }
        return engine.evaluateSimpleExpression(expression, variables);
    }

    @Override
    public boolean evaluateSimpleUnaryTests(String tests, String input, VariableContext variables) {
        String words = tests.strip();
        if (ours.getAsBoolean() && TEXTS.matcher(words).matches() && text(variables, input) instanceof String value) {
            return EACH_TEXT.matcher(words).results().anyMatch(text -> text.group()
                    .equals('"' + value + '"'));
        }
        return engine.evaluateSimpleUnaryTests(tests, input, variables);
    }

    private static @Nullable Object text(VariableContext variables, String name) {
        TypedValue value = variables.containsVariable(name) ? variables.resolve(name) : null;
        return value == null ? null : value.getValue();
    }

    private static boolean isAsking(String process) {
        CoreExecutionContext<?> context = Context.getCoreExecutionContext();
        return context != null
                && context.getExecution() instanceof ExecutionEntity execution
                && execution.getProcessDefinition().getKey().equals(process);
    }
}
