package io.botstatus.check;

import io.botstatus.engine.model.Findings;
import io.botstatus.engine.model.ModelElement;

/** Refuses delegates of the plugin as listeners. A listener has no input parameters, and would read those of its activity. */
final class DelegateListeners implements BpmnCheck {

    @Override
    public void look(ModelElement node, Findings findings) {
        if (node.isCamundas() && (node.is("executionListener") || node.is("taskListener"))) {
            Delegates.named(node.attribute("delegateExpression"))
                    .ifPresent(delegate -> findings.add(
                            node,
                            node.tag(),
                            node.attribute("delegateExpression"),
                            "no delegate of Contact Bot Status, since a listener has no input parameters; make it a service"
                                    + " task with this delegate expression, before or after this element"));
        }
    }
}
