package io.botstatus.check;

import io.botstatus.bulk.BotBulkChange;
import io.botstatus.engine.model.Findings;
import io.botstatus.engine.model.ModelElement;
import io.botstatus.pause.BotPause;

/** Finds events and receive tasks that would wait for one of the plugin's messages in vain, or take it away from a pause. */
final class CaughtMessages implements BpmnCheck {

    @Override
    public void look(ModelElement node, Findings findings) {
        DeclaredMessages.caughtBy(node)
                .filter(DeclaredMessages.MESSAGES::contains)
                .ifPresent(message -> {
                    if (!message.equals(BotPause.STATUS_CHANGED)) {
                        String owner =
                                message.equals(BotBulkChange.UNDO_REQUESTED) ? BotBulkChange.PROCESS : BotPause.PROCESS;
                        if (!isIn(owner, node)) {
                            findings.add(
                                    node,
                                    "message",
                                    message,
                                    BotPause.STATUS_CHANGED + "; this one is for " + owner
                                            + ", and an instance that waits for it would take it away from there");
                        }
                    } else if (DeclaredMessages.startsInstances(node)) {
                        findings.add(
                                node,
                                "message",
                                message,
                                "a signal start event of this name, since as a message it only reaches instances that wait for it");
                    }
                });
    }

    private static boolean isIn(String owner, ModelElement node) {
        ModelElement process = node.definition();
        return process != null && owner.equals(process.attribute("id"));
    }
}
