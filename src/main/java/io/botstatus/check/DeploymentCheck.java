package io.botstatus.check;

import io.botstatus.bulk.BotBulkChange;
import io.botstatus.engine.model.DeployedModel;
import io.botstatus.engine.model.Findings;
import io.botstatus.engine.model.ModelCheck;
import io.botstatus.engine.model.ModelElement;
import io.botstatus.notify.Notifications;
import io.botstatus.pause.BotPause;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds mistakes in models that use the plugin, if they could never work. */
final class DeploymentCheck implements ModelCheck {

    private static final List<BpmnCheck> CHECKS = List.of(
            new DelegateTasks(),
            new DelegateListeners(),
            new PauseCalls(),
            new TemplateUses(),
            new MessageNames(),
            new CaughtMessages(),
            new RemovedEffect(),
            new OwnBotPauseCheck(),
            new OwnNotifyWebhookCheck());

    private static final Set<String> FOR_ALL = Set.of(
            BotPause.PROCESS, BotPause.PAUSE_AND_WAIT, BotPause.POLICY, BotBulkChange.PROCESS, Notifications.PROCESS);

    @Override
    public void look(DeployedModel model, Findings findings) {
        switch (model.language()) {
            case BPMN ->
                model.executable().forEach(element -> {
                    CHECKS.forEach(check -> check.look(element, findings));
                    refuseTenant(element, model.tenant(), findings);
                });
            case DMN ->
                model.root()
                        .children("decision")
                        .filter(decision -> BotPause.POLICY.equals(decision.attribute("id")))
                        .forEach(policy -> {
                            new PolicyCheck(policy, findings).check();
                            refuseTenant(policy, model.tenant(), findings);
                        });
        }
    }

    /**
     * Refuses a bundled process for a tenant. A second process with the same start messages would stop every pause, because the
     * engine could not choose one.
     */
    private static void refuseTenant(ModelElement definition, @Nullable String tenant, Findings findings) {
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
}
