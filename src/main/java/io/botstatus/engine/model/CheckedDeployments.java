package io.botstatus.engine.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.bpmn.deployer.BpmnDeployer;
import org.camunda.bpm.engine.impl.dmn.deployer.DecisionDefinitionDeployer;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a deployment if a check finds a mistake in its models.
 *
 * <p>Runs before the engine's own deployers, in their transaction, so a refusal leaves nothing behind. It checks new deployments
 * only. A model that is in the database already still loads and runs.
 */
public final class CheckedDeployments implements Deployer {

    private final List<ModelCheck> checks;

    public CheckedDeployments(List<ModelCheck> checks) {
        this.checks = checks;
    }

    @Override
    public void deploy(DeploymentEntity deployment) {
        if (!deployment.isNew()) {
            return;
        }
        Findings findings = new Findings();
        deployment.getResources().values().forEach(resource -> model(resource, deployment.getTenantId())
                .ifPresent(model -> checks.forEach(check -> check.look(model, findings))));
        findings.refuse();
        findings.logWarnings();
    }

    private static Optional<DeployedModel> model(ResourceEntity resource, @Nullable String tenant) {
        if (hasSuffix(resource, BpmnDeployer.BPMN_RESOURCE_SUFFIXES)) {
            return ModelReader.read(resource.getName(), resource.getBytes())
                    .map(root -> new DeployedModel(root, DeployedModel.Language.BPMN, tenant));
        }
        if (hasSuffix(resource, DecisionDefinitionDeployer.DMN_RESOURCE_SUFFIXES)) {
            return ModelReader.read(resource.getName(), resource.getBytes())
                    .map(root -> new DeployedModel(root, DeployedModel.Language.DMN, tenant));
        }
        return Optional.empty();
    }

    private static boolean hasSuffix(ResourceEntity resource, String[] suffixes) {
        return Stream.of(suffixes).anyMatch(resource.getName()::endsWith);
    }
}
