package io.botstatus.check;

import io.botstatus.engine.model.Findings;
import io.botstatus.engine.model.ModelElement;
import io.botstatus.pause.BotPause;
import java.util.List;
import java.util.Optional;

/** Checks a builder's own version of {@code bot-pause}: each trigger must have its start event. */
final class OwnBotPauseCheck implements BpmnCheck {

    @Override
    public void look(ModelElement node, Findings findings) {
        if (!node.is("process") || !BotPause.PROCESS.equals(node.attribute("id"))) {
            return;
        }
        List<ModelElement> starts = node.children("startEvent").toList();
        List<String> messages = starts.stream()
                .map(DeclaredMessages::caughtBy)
                .flatMap(Optional::stream)
                .toList();
        for (String trigger : DeclaredMessages.TRIGGERS) {
            if (!messages.contains(trigger)) {
                findings.add(node, "message start event", null, "one that catches " + trigger);
            }
        }
        if (starts.stream().noneMatch(ModelElement::isNone)) {
            findings.add(node, "none start event", null, "one, for call activities and for the start over REST");
        }
    }
}
