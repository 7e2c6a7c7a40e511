package io.botstatus.process.check;

import java.util.List;

/** Messages and signals that look like the plugin's but that nobody would ever send or wait for. */
final class MessageNames implements BpmnCheck {

    private static final String PREFIX = "bot.";

    @Override
    public void look(Node node, Findings findings) {
        if (!node.root().equals(node.parent())) {
            return;
        }
        if (node.is("message")) {
            check(node, Messages.MESSAGES, findings);
        } else if (node.is("signal")) {
            check(node, Messages.SIGNALS, findings);
        }
    }

    private static void check(Node node, List<String> known, Findings findings) {
        String name = node.attribute("name");
        if (name == null || known.contains(name) || Given.isExpression(name)) {
            return;
        }
        if (name.startsWith(PREFIX) || known.stream().anyMatch(name::equalsIgnoreCase)) {
            findings.suggest(node, node.tag(), name, known);
        }
    }
}
