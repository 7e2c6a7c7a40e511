package io.botstatus.check;

import io.botstatus.base.SpellingSuggestion;
import io.botstatus.engine.model.ModelElement;
import io.botstatus.pause.BotVariables;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The variables that the cells of a pause policy may name. */
final class PolicyNames {

    /** The engine's name of the value that a test is about. */
    private static final String CELL_INPUT = "cellInput";

    /** What the table itself and other decisions of its file give. */
    private final Set<String> given = new HashSet<>();
    /** Attributes that the table's inputs name. */
    private final Set<String> inputs = new HashSet<>();

    PolicyNames(ModelElement table) {
        given.add(CELL_INPUT);
        table.children("input").forEach(input -> {
            Stream.ofNullable(input.camunda("inputVariable")).forEach(given::add);
            input.children("inputExpression").map(PolicyExpressions::text).forEach(inputs::add);
        });
        table.root()
                .children()
                .filter(other -> !other.equals(table.parent()))
                .flatMap(ModelElement::all)
                .filter(element ->
                        Stream.of("decision", "inputData", "variable", "output").anyMatch(element::is))
                .flatMap(element -> Stream.of("id", "name").flatMap(name -> Stream.ofNullable(element.attribute(name))))
                .forEach(given::add);
    }

    boolean isOfEachTrigger(String name) {
        return isGiven(name) || BotVariables.OF_TRIGGERS.contains(name);
    }

    boolean isGiven(String name) {
        return given.contains(name);
    }

    boolean isKnown(String name) {
        return isOfEachTrigger(name) || inputs.contains(name);
    }

    /** The variable of each trigger that a name looks like, if it is none of them. */
    static Optional<String> meant(String name) {
        return BotVariables.OF_TRIGGERS.contains(name)
                ? Optional.empty()
                : SpellingSuggestion.slip(name, BotVariables.OF_TRIGGERS);
    }
}
