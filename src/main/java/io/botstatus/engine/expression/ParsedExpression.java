package io.botstatus.engine.expression;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an expression says, without its evaluation.
 *
 * @param unreadable why it cannot be parsed, in words that follow "Allowed:"; null if it can
 * @param functions the functions that it calls and that do not exist
 * @param names the variables that it reads; of a path such as {@code order.total}, the first part
 * @param alone those of the variables that stand for a whole test or a whole expression
 * @param joined texts and numbers that stand beside {@code and} or {@code or}, which join only conditions
 */
public record ParsedExpression(
        @Nullable String unreadable, Set<String> functions, Set<String> names, Set<String> alone, Set<String> joined) {

    /** Says nothing. */
    public static final ParsedExpression EMPTY = new ParsedExpression(null, Set.of(), Set.of(), Set.of(), Set.of());

    static ParsedExpression unreadable(String allowed) {
        return new ParsedExpression(allowed, Set.of(), Set.of(), Set.of(), Set.of());
    }
}
