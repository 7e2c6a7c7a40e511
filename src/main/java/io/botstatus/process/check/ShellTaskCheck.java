package io.botstatus.process.check;

import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;

/**
 * Refuses a deployment with a shell task, that is an element with {@code camunda:type="shell"}, which the engine runs as a command of the
 * machine. For applications that want none; the plugin itself leaves an engine's shell tasks alone.
 */
public final class ShellTaskCheck implements Deployer {

    private static final String TYPE = "shell";

    @Override
    public void deploy(DeploymentEntity deployment) {
        if (!deployment.isNew()) {
            return;
        }
        Findings findings = new Findings();
        DeploymentCheck.models(deployment)
                .flatMap(DeploymentCheck::deployed)
                .filter(node -> TYPE.equalsIgnoreCase(node.camunda("type")))
                .forEach(task -> findings.add(
                        task,
                        "camunda:type",
                        task.camunda("type"),
                        "external, a delegate or a connector, since no process runs commands of this machine"));
        findings.refuse();
    }
}
