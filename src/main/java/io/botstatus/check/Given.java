package io.botstatus.check;

import io.botstatus.engine.model.ModelElement;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value as a model gives it.
 *
 * @param literal what it is; null if only run time can tell
 */
record Given(ModelElement at, @Nullable String literal) {

    /** What the engine takes for an expression. */
    private static final Pattern EXPRESSION = Pattern.compile("[$#]\\{");

    static Given text(ModelElement at, String text) {
        return new Given(at, isExpression(text) ? null : text);
    }

    static Given atRunTime(ModelElement at) {
        return new Given(at, null);
    }

    static boolean isExpression(String text) {
        return EXPRESSION.matcher(text).find();
    }

    /** An empty text is as good as none. */
    boolean isAbsent() {
        return literal != null && literal.isBlank();
    }
}
