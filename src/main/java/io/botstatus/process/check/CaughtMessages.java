package io.botstatus.process.check;

import io.botstatus.process.BotPause;

/** Events and receive tasks that would wait for one of the plugin's messages in vain, or take it away from a pause. */
final class CaughtMessages implements BpmnCheck {

    @Override
    public void look(Node node, Findings findings) {
        Messages.caughtBy(node).filter(Messages.MESSAGES::contains).ifPresent(message -> {
            if (!message.equals(BotPause.STATUS_CHANGED)) {
                if (!isInBotPause(node)) {
                    findings.add(
                            node,
                            "message",
                            message,
                            BotPause.STATUS_CHANGED + "; this one is for " + BotPause.PROCESS
                                    + ", and an instance that waits for it would take it away from there");
                }
            } else if (Messages.startsInstances(node)) {
                findings.add(
                        node,
                        "message",
                        message,
                        "a signal start event of this name, since as a message it only reaches instances that wait for it");
            }
        });
    }

    private static boolean isInBotPause(Node node) {
        Node process = node.definition();
        return process != null && BotPause.PROCESS.equals(process.attribute("id"));
    }
}
