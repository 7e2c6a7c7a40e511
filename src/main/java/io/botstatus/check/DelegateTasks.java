package io.botstatus.check;

import io.botstatus.delegates.RequestBotReply;
import io.botstatus.engine.model.Findings;
import io.botstatus.engine.model.ModelElement;
import io.botstatus.status.hold.SeenMessages;

/** Checks activities and throwing events with a delegate of the plugin's: the literal values that they give it. */
final class DelegateTasks implements BpmnCheck {

    @Override
    public void look(ModelElement node, Findings findings) {
        expression(node, findings);
        Delegates.named(node.camunda("delegateExpression")).ifPresent(delegate -> {
            fields(node, delegate, findings);
            Inputs inputs = Inputs.ofParameters(activity(node));
            inputs.check("input parameter of " + delegate, Delegates.inputs(delegate), findings);
            if (delegate.equals(Delegates.SET_STATUS)) {
                new StatusInputs(inputs, findings).check(true);
            } else if (delegate.equals(Delegates.REQUEST_REPLY)) {
                inputs.ifLiteral("epoch", (at, literal) -> findings.check(at, () -> RequestBotReply.epoch(literal)));
                inputs.ifLiteral(
                        "replyId", (at, literal) -> findings.check(at, () -> SeenMessages.id("replyId", literal)));
            }
        });
    }

    /**
     * Refuses {@code camunda:expression}, which Modeler offers beside the delegate expression. It would find the bean and do
     * nothing with it.
     */
    private static void expression(ModelElement node, Findings findings) {
        Delegates.named(node.camunda("expression"))
                .ifPresent(
                        delegate -> findings.add(
                                node,
                                "camunda:expression",
                                node.camunda("expression"),
                                "this as camunda:delegateExpression, since an expression only looks the delegate up and does not run it"));
    }

    /**
     * The element with the delegate. A message event has its delegate at the definition of its message, and its input parameters at
     * itself.
     */
    private static ModelElement activity(ModelElement node) {
        return node.is("messageEventDefinition") && node.parent() != null ? node.parent() : node;
    }

    private static void fields(ModelElement node, String delegate, Findings findings) {
        node.extensions("field")
                .forEach(field -> findings.add(
                        field,
                        "camunda:field",
                        field.attribute("name"),
                        "input parameters (camunda:inputParameter), which are all that " + delegate + " reads: "
                                + String.join(", ", Delegates.inputs(delegate))));
    }
}
