package io.botstatus.engine.expression;

import java.util.LinkedHashSet;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.impl.juel.Builder;
import org.camunda.bpm.impl.juel.IdentifierNode;
import org.camunda.bpm.impl.juel.jakarta.el.ELException;

/** Parses JUEL as the engine of the current command will, with its functions. */
public final class JuelParser {

    private static final int SHOWN = 300;

    private JuelParser() {}

    /** Parses an expression such as {@code ${channel == 'sms'}}. The names that it reads may be of beans too. */
    public static ParsedExpression expression(String text) {
        try {
            Context.getProcessEngineConfiguration().getExpressionManager().createExpression(text);
            Set<String> names = new LinkedHashSet<>();
            new Builder(Builder.Feature.METHOD_INVOCATIONS)
                    .build(text)
                    .getIdentifierNodes()
                    .forEach((IdentifierNode node) -> names.add(node.getName()));
            return new ParsedExpression(null, Set.of(), names, Set.of(), Set.of());
        } catch (ELException | ProcessEngineException e) {
            return ParsedExpression.unreadable("JUEL; " + shown(String.valueOf(e.getMessage())));
        }
    }

    /** The message repeats the whole expression. */
    private static String shown(String message) {
        String line = message.replaceAll("\\s+", " ").strip();
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}
