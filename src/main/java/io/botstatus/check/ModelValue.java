package io.botstatus.check;

import io.botstatus.engine.model.ModelElement;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value in a model.
 *
 * @param literal its text; null if only run time can tell
 */
record ModelValue(ModelElement at, @Nullable String literal) {

    /** The beginning of an expression, by the engine's rules. */
    private static final Pattern EXPRESSION = Pattern.compile("[$#]\\{");

    static ModelValue text(ModelElement at, String text) {
        return new ModelValue(at, isExpression(text) ? null : text);
    }

    static ModelValue atRunTime(ModelElement at) {
        return new ModelValue(at, null);
    }

    static boolean isExpression(String text) {
        return EXPRESSION.matcher(text).find();
    }

    /** Whether it is absent. An empty text counts as absent. */
    boolean isAbsent() {
        return literal != null && literal.isBlank();
    }
}
