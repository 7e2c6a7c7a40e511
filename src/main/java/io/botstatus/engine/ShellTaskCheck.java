package io.botstatus.engine;

import io.botstatus.engine.model.DeployedModel;
import io.botstatus.engine.model.Findings;
import io.botstatus.engine.model.ModelCheck;

/**
 * Finds shell tasks: elements with {@code camunda:type="shell"}, which the engine runs as commands of the machine. Applications may
 * refuse them; the plugin alone leaves them as they are.
 */
final class ShellTaskCheck implements ModelCheck {

    private static final String TYPE = "shell";

    @Override
    public void look(DeployedModel model, Findings findings) {
        if (model.language() == DeployedModel.Language.BPMN) {
            model.executable()
                    .filter(element -> TYPE.equalsIgnoreCase(element.camunda("type")))
                    .forEach(task -> findings.add(
                            task,
                            "camunda:type",
                            task.camunda("type"),
                            "external, a delegate or a connector, since no process runs commands of this machine"));
        }
    }
}
