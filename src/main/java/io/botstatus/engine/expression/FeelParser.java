package io.botstatus.engine.expression;

import camundajar.impl.scala.jdk.javaapi.CollectionConverters;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngine;
import org.camunda.bpm.dmn.feel.impl.scala.function.FeelCustomFunctionProvider;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.feel.FeelEngine;
import org.camunda.feel.FeelEngineClock;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.api.ParseResult;
import org.camunda.feel.impl.interpreter.BuiltinFunctions;
import org.jspecify.annotations.Nullable;

/** Parses FEEL as the engine of the current command will, with the host's own functions. */
public final class FeelParser {

    private static final Pattern WHERE = Pattern.compile("(?s).*:(\\d+):(\\d+), found (\".*\")");
    private static final Pattern TEXTS_AND_COMMENTS =
            Pattern.compile("(?s)\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`|//[^\\n]*|/\\*.*?\\*/");

    private final FeelEngineApi feel = FeelEngineBuilder.forJava().build();
    private final List<FeelCustomFunctionProvider> hosts;
    private final Set<String> functions = new TreeSet<>();

    private FeelParser(List<FeelCustomFunctionProvider> hosts) {
        this.hosts = hosts;
        var builtin = new BuiltinFunctions(FeelEngineClock.SystemClock$.MODULE$, FeelEngine.defaultValueMapper());
        functions.addAll(CollectionConverters.asJava(builtin.functions()).keySet());
        hosts.forEach(provider -> functions.addAll(provider.getFunctionNames()));
    }

    /** The parser for the current engine; empty if the host has another FEEL, such as that of Camunda 7.12. */
    public static Optional<FeelParser> ofEngine() {
        var configuration = Context.getProcessEngineConfiguration();
        DefaultDmnEngineConfiguration decisions =
                configuration == null ? null : configuration.getDmnEngineConfiguration();
        if (decisions == null
                || !(decisions.getFeelEngine() instanceof LiteralFeelEngine
                        || decisions.getFeelEngine() instanceof ScalaFeelEngine)) {
            return Optional.empty();
        }
        List<FeelCustomFunctionProvider> hosts = decisions.getFeelCustomFunctionProviders();
        return Optional.of(new FeelParser(hosts == null ? List.of() : hosts));
    }

    /** All functions that an expression may call. */
    public Set<String> functions() {
        return functions;
    }

    public ParsedExpression expression(String text) {
        return parsed(text, feel.parseExpression(text));
    }

    /** Parses a cell that tests an input, such as {@code "sms", "email"}. */
    public ParsedExpression unaryTests(String text) {
        return parsed(text, feel.parseUnaryTests(text));
    }

    private ParsedExpression parsed(String text, ParseResult result) {
        if (!result.isSuccess()) {
            return ParsedExpression.unreadable(allowed(text, result.failure().message()));
        }
        return FeelTree.read(result.parsedExpression().expression(), this::exists);
    }

    private boolean exists(String function) {
        return functions.contains(function)
                || hosts.stream()
                        .anyMatch(host -> host.resolveFunction(function).isPresent());
    }

    private static String allowed(String text, @Nullable String failure) {
        if (TEXTS_AND_COMMENTS.matcher(text).replaceAll("").contains("\"")) {
            return "FEEL, in which each quote is closed";
        }
        Matcher where = WHERE.matcher(String.valueOf(failure));
        return where.matches()
                ? "FEEL, which this is not from line %s, column %s, on: %s"
                        .formatted(where.group(1), where.group(2), where.group(3))
                : "FEEL";
    }
}
