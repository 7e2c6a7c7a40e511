package io.botstatus.check;

import io.botstatus.base.SpellingSuggestion;
import io.botstatus.engine.model.Findings;
import io.botstatus.engine.model.ModelElement;
import io.botstatus.status.ContactId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values that an activity gives to a delegate or to a process that it calls, by name. */
final class Inputs {

    static final String CONTACT_ID = "contactId";

    private static final Pattern VARIABLE = Pattern.compile(
            "[$#]\\{\\s*(?:execution\\.getVariable(?:Local)?\\(\\s*['\"])?(\\w+)(?:['\"]\\s*\\))?\\s*}");

    private final ModelElement activity;
    private final Map<String, ModelValue> byName = new LinkedHashMap<>();

    private Inputs(ModelElement activity) {
        this.activity = activity;
    }

    /** The input parameters of an activity. Scripts, lists and maps are left to run time. */
    static Inputs ofParameters(ModelElement activity) {
        Inputs inputs = new Inputs(activity);
        activity.extensions("inputOutput")
                .flatMap(mapping -> mapping.children("inputParameter"))
                .forEach(parameter -> inputs.put(
                        parameter.attribute("name"),
                        parameter.children().findAny().isPresent()
                                ? ModelValue.atRunTime(parameter)
                                : ModelValue.text(parameter, parameter.text())));
        return inputs;
    }

    /**
     * The variables that a call activity hands over by name. Element templates write the builder's values into input parameters and
     * hand those on, so the input parameters are checked.
     */
    static Inputs ofCall(ModelElement activity) {
        Inputs inputs = new Inputs(activity);
        Inputs parameters = ofParameters(activity);
        activity.extensions("in").forEach(in -> {
            ModelValue given = given(in);
            inputs.put(in.attribute("target"), parameters.byName.getOrDefault(variable(in), given));
        });
        return inputs;
    }

    /** The engine prefers a source to an expression. */
    private static ModelValue given(ModelElement in) {
        String expression = in.attribute("sourceExpression");
        return expression == null || in.attribute("source") != null
                ? ModelValue.atRunTime(in)
                : ModelValue.text(in, expression);
    }

    /** The name of a variable that is handed over unchanged; empty for anything else. */
    private static String variable(ModelElement in) {
        String source = in.attribute("source");
        String expression = in.attribute("sourceExpression");
        if (source != null || expression == null) {
            return source == null ? "" : source;
        }
        Matcher variable = VARIABLE.matcher(expression);
        return variable.matches() ? variable.group(1) : "";
    }

    private void put(@Nullable String name, ModelValue value) {
        if (name != null) {
            byName.put(name, value);
        }
    }

    ModelElement activity() {
        return activity;
    }

    /** The value; empty if it is absent or blank. */
    Optional<ModelValue> get(String name) {
        return Optional.ofNullable(byName.get(name)).filter(value -> !value.isAbsent());
    }

    boolean has(String name) {
        return get(name).isPresent();
    }

    /** Whether there is a value that only run time can tell. */
    boolean isLeftToRunTime(String name) {
        return get(name).filter(value -> value.literal() == null).isPresent();
    }

    void ifLiteral(String name, BiConsumer<ModelElement, String> check) {
        get(name).ifPresent(value -> {
            if (value.literal() != null) {
                check.accept(value.at(), value.literal());
            }
        });
    }

    /** The literal values among these. */
    Map<String, Object> literals(Collection<String> names) {
        Map<String, Object> literals = new LinkedHashMap<>();
        names.forEach(name -> ifLiteral(name, (at, literal) -> literals.put(name, literal)));
        return literals;
    }

    /** Finds names that look like slips of an absent name, and contacts that cannot exist. */
    void check(String kind, List<String> allowed, Findings findings) {
        List<String> open =
                allowed.stream().filter(name -> !byName.containsKey(name)).toList();
        byName.forEach((name, value) -> {
            if (!allowed.contains(name)) {
                SpellingSuggestion.slip(name, open)
                        .ifPresent(meant -> findings.suggest(value.at(), kind, name, allowed, meant));
            }
        });
        ifLiteral(CONTACT_ID, (at, literal) -> findings.check(at, () -> ContactId.of(literal)));
    }
}
