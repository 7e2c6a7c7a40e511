package io.botstatus.check;

import io.botstatus.engine.model.Findings;
import io.botstatus.engine.model.ModelElement;
import io.botstatus.notify.Notifications;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks a builder's own version of {@code notify-webhook}. The transaction of a status change starts it. So any step before its
 * first asynchronous one would delay that change, and roll it back by failing.
 */
final class OwnNotifyWebhookCheck implements BpmnCheck {

    private static final String POST = "postStatusChange";

    @Override
    public void look(ModelElement node, Findings findings) {
        if (!node.is("process") || !Notifications.PROCESS.equals(node.attribute("id"))) {
            return;
        }
        List<ModelElement> starts =
                node.children("startEvent").filter(ModelElement::isNone).toList();
        if (starts.isEmpty()) {
            findings.add(node, "none start event", null, "one, by which the plugin starts it");
        }
        starts.forEach(start -> follow(start, node, new HashSet<>(), findings));
        // Also after an asynchronous step: two posts in one transaction would be repeated together.
        node.all()
                .filter(task -> Delegates.bean(task.camunda("delegateExpression"))
                        .filter(POST::equals)
                        .isPresent())
                .filter(task -> !isAsyncBefore(task))
                .forEach(task -> findings.add(
                        task,
                        "camunda:asyncBefore",
                        task.camunda("asyncBefore"),
                        "true, since it waits for an address"));
    }

    /** Follows the flows up to an asynchronous step. Gateways only choose. */
    private static void follow(ModelElement from, ModelElement process, Set<String> seen, Findings findings) {
        String id = String.valueOf(from.attribute("id"));
        if (isAsyncBefore(from) || isOn(from, "asyncAfter") || !seen.add(id)) {
            return;
        }
        if (!from.is("startEvent") && !from.is("exclusiveGateway")) {
            findings.add(
                    from,
                    "camunda:asyncBefore",
                    from.camunda("asyncBefore"),
                    "true for the first step, since it would run in the transaction of the status change");
            return;
        }
        process.children("sequenceFlow")
                .filter(flow -> id.equals(flow.attribute("sourceRef")))
                .flatMap(flow -> process.children()
                        .filter(next -> String.valueOf(next.attribute("id")).equals(flow.attribute("targetRef"))))
                .forEach(next -> follow(next, process, seen, findings));
    }

    private static boolean isAsyncBefore(ModelElement node) {
        return isOn(node, "asyncBefore") || isOn(node, "async");
    }

    private static boolean isOn(ModelElement node, String attribute) {
        return Boolean.parseBoolean(node.camunda(attribute));
    }
}
