package io.botstatus.check;

import io.botstatus.engine.model.Findings;
import io.botstatus.engine.model.ModelElement;
import java.util.List;

/** Finds messages and signals that look like the plugin's but that no process sends or waits for. */
final class MessageNames implements BpmnCheck {

    private static final String PREFIX = "bot.";

    @Override
    public void look(ModelElement node, Findings findings) {
        if (!node.root().equals(node.parent())) {
            return;
        }
        if (node.is("message")) {
            if (!DeclaredMessages.MESSAGES.contains(String.valueOf(node.attribute("name")))) {
                check(node, DeclaredMessages.FOR_BUILDERS, findings);
            }
        } else if (node.is("signal")) {
            check(node, DeclaredMessages.SIGNALS, findings);
        }
    }

    private static void check(ModelElement node, List<String> known, Findings findings) {
        String name = node.attribute("name");
        if (name == null || known.contains(name) || ModelValue.isExpression(name)) {
            return;
        }
        if (name.startsWith(PREFIX) || known.stream().anyMatch(name::equalsIgnoreCase)) {
            findings.suggest(node, node.tag(), name, known);
        }
    }
}
