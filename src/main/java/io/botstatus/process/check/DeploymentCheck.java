package io.botstatus.process.check;

import io.botstatus.process.BotBulkChange;
import io.botstatus.process.BotPause;
import io.botstatus.process.notify.Notifications;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.bpmn.deployer.BpmnDeployer;
import org.camunda.bpm.engine.impl.dmn.deployer.DecisionDefinitionDeployer;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a deployment whose models use the plugin in a way that could never work.
 *
 * <p>Runs before the engine's own deployers, in their transaction: a refusal leaves nothing behind. It sees what is new only;
 * a model that is in the database already, from before the plugin or one of its rules, is loaded and runs as ever.
 */
public final class DeploymentCheck implements Deployer {

    private static final List<BpmnCheck> CHECKS = List.of(
            new DelegateTasks(),
            new DelegateListeners(),
            new PauseCalls(),
            new TemplateUses(),
            new MessageNames(),
            new CaughtMessages(),
            new OwnBotPause(),
            new OwnNotifyWebhook());

    private static final Set<String> FOR_ALL = Set.of(
            BotPause.PROCESS, BotPause.PAUSE_AND_WAIT, BotPause.POLICY, BotBulkChange.PROCESS, Notifications.PROCESS);

    @Override
    public void deploy(DeploymentEntity deployment) {
        if (!deployment.isNew()) {
            return;
        }
        Findings findings = new Findings();
        deployment.getResources().values().forEach(resource -> check(resource, deployment.getTenantId(), findings));
        findings.refuse();
    }

    private static void check(ResourceEntity resource, @Nullable String tenant, Findings findings) {
        if (hasSuffix(resource, BpmnDeployer.BPMN_RESOURCE_SUFFIXES)) {
            XmlReader.read(resource.getName(), resource.getBytes())
                    .ifPresent(model -> deployed(model).forEach(node -> {
                        CHECKS.forEach(check -> check.look(node, findings));
                        refuseTenant(node, tenant, findings);
                    }));
        } else if (hasSuffix(resource, DecisionDefinitionDeployer.DMN_RESOURCE_SUFFIXES)) {
            XmlReader.read(resource.getName(), resource.getBytes()).ifPresent(model -> model.children("decision")
                    .filter(decision -> BotPause.POLICY.equals(decision.attribute("id")))
                    .forEach(policy -> {
                        new PolicyCheck(policy, findings).check();
                        refuseTenant(policy, tenant, findings);
                    }));
        }
    }

    /** A second process that starts by the same messages would stop every pause: the engine could not tell which is meant. */
    private static void refuseTenant(Node definition, @Nullable String tenant, Findings findings) {
        if (tenant != null
                && (definition.is("process") || definition.is("decision"))
                && FOR_ALL.contains(String.valueOf(definition.attribute("id")))) {
            findings.add(
                    definition,
                    "the deployment's tenant",
                    tenant,
                    "none for " + definition.attribute("id") + ", which is one for all contacts");
        }
    }

    /** The BPMN models of a deployment, as far as they are XML. */
    static Stream<Node> models(DeploymentEntity deployment) {
        return deployment.getResources().values().stream()
                .filter(resource -> hasSuffix(resource, BpmnDeployer.BPMN_RESOURCE_SUFFIXES))
                .flatMap(resource -> XmlReader.read(resource.getName(), resource.getBytes()).stream());
    }

    /** All elements but those of processes that are only drawn, not said to be executable: the engine leaves them out. */
    static Stream<Node> deployed(Node model) {
        return model.children().filter(DeploymentCheck::isDeployed).flatMap(Node::all);
    }

    private static boolean isDeployed(Node node) {
        return !node.is("process") || Boolean.parseBoolean(node.attribute("isExecutable"));
    }

    private static boolean hasSuffix(ResourceEntity resource, String[] suffixes) {
        return Stream.of(suffixes).anyMatch(resource.getName()::endsWith);
    }
}
