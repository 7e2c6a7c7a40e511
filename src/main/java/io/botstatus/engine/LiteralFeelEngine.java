package io.botstatus.engine;

import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.juel.FeelEngineFactoryImpl;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.context.CoreExecutionContext;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.jspecify.annotations.Nullable;

/**
 * Reads by itself what most cells of a frequent decision hold: not an expression, but a word such as {@code "sms"}, {@code true} or
 * the name of an input. The engine parses each at every decision and builds all functions of FEEL for it, so that a small table
 * costs it more than the rest of a pause. Everything else goes to the engine, and so does every word that it might understand
 * in another way, and every decision that another process asks for. Thread-safe.
 */
final class LiteralFeelEngine implements FeelEngine {

    /** In its quotes, without escapes. */
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

    /**
     * @param ours whether the cell that is read now is for it at all
     */
    LiteralFeelEngine(FeelEngine engine, BooleanSupplier ours) {
        this.engine = engine;
        this.ours = ours;
    }

    /** Plugs it in before the engine's own, unless the host has chosen another FEEL. */
    static void plugIn(ProcessEngineConfigurationImpl configuration, String process) {
        if (configuration.getDmnEngine() != null) {
            return;
        }
        if (configuration.getDmnEngineConfiguration() == null) {
            configuration.setDmnEngineConfiguration(
                    (DefaultDmnEngineConfiguration) DmnEngineConfiguration.createDefaultDmnEngineConfiguration());
        }
        DefaultDmnEngineConfiguration decisions = configuration.getDmnEngineConfiguration();
        if (decisions.getFeelEngineFactory() == null) {
            // Asked for when the engine is built, and all that is configured is known.
            decisions.setFeelEngineFactory(() -> decisions.isEnableFeelLegacyBehavior()
                    ? new FeelEngineFactoryImpl().createInstance()
                    : new LiteralFeelEngine(
                            new ScalaFeelEngineFactory(decisions.getFeelCustomFunctionProviders()).createInstance(),
                            () -> isAsking(process)));
        }
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"
    }) // the engine's interface; it gives what the cell holds
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
