package io.botstatus.check;

import io.botstatus.engine.model.ModelElement;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The value of one output in a rule of a decision table.
 *
 * @param literal its certain text, number or boolean; null if the cell is empty or only run time can tell
 * @param type the output's, to which the engine converts a literal
 */
record DecisionCell(ModelElement at, @Nullable Object literal, boolean isLeftToRunTime, String type) {

    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,20}(\\.\\d{1,20})?");

    static DecisionCell read(ModelElement entry, String type) {
        String text = entry.children("text").findFirst().map(ModelElement::text).orElse("");
        if (text.isEmpty() || text.equals("null")) {
            return new DecisionCell(entry, null, false, type);
        }
        Object literal = isFeel(entry) ? typed(literal(text), type) : null;
        return new DecisionCell(entry, literal, literal == null, type);
    }

    /** The engine reads a text in a column of dates without its offset, by the server's own time zone. */
    boolean losesItsOffset() {
        return type.equalsIgnoreCase("date") && literal instanceof String;
    }

    private static boolean isFeel(ModelElement entry) {
        return language(entry).contains("FEEL");
    }

    /** The language of an input or a cell in capital letters, such as JUEL; FEEL's may be a URI with that word in it. */
    static String language(ModelElement cell) {
        String own = cell.attribute("expressionLanguage");
        String language = own == null ? cell.root().attribute("expressionLanguage") : own;
        return language == null ? "FEEL" : language.toUpperCase(Locale.ROOT);
    }

    private static @Nullable Object literal(String feel) {
        Matcher text = TEXT.matcher(feel);
        if (text.matches()) {
            return text.group(1).replaceAll("\\\\(.)", "$1");
        }
        if (feel.equals("true") || feel.equals("false")) {
            return Boolean.valueOf(feel);
        }
        return NUMBER.matcher(feel).matches() ? new BigDecimal(feel) : null;
    }

    private static @Nullable Object typed(@Nullable Object literal, String type) {
        if (literal == null || type.equalsIgnoreCase("string")) {
            return literal == null ? null : literal.toString();
        }
        boolean isFlag = literal.equals("true") || literal.equals("false");
        return isFlag && type.equalsIgnoreCase("boolean") ? Boolean.valueOf(literal.toString()) : literal;
    }
}
