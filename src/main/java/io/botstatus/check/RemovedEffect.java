package io.botstatus.check;

import io.botstatus.engine.model.Findings;
import io.botstatus.engine.model.ModelElement;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Warns of expressions and scripts that look for an effect of requests that earlier releases had. Such a model still runs. */
final class RemovedEffect implements BpmnCheck {

    private static final Pattern WORD = Pattern.compile("\\bnot_automated\\b");

    /** Texts for people. */
    private static final Set<String> FOR_PEOPLE = Set.of("documentation", "text");

    @Override
    public void look(ModelElement node, Findings findings) {
        if (!FOR_PEOPLE.contains(node.tag())
                && texts(node).anyMatch(text -> WORD.matcher(text).find())) {
            findings.warn(
                    node,
                    "looks for the effect 'not_automated', which does not exist any more: a request has its effect in every"
                            + " bot mode.");
        }
    }

    /** Its content and the attributes of its kinds that hold an expression. */
    private static Stream<String> texts(ModelElement node) {
        return Stream.concat(
                Stream.of(node.text()),
                Stream.of("expression", "sourceExpression", "collection")
                        .flatMap(name -> Stream.concat(
                                Stream.ofNullable(node.camunda(name)), Stream.ofNullable(node.attribute(name)))));
    }
}
