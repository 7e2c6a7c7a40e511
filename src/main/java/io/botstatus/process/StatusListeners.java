package io.botstatus.process;

import io.botstatus.status.ContactId;
import io.botstatus.status.StatusChange;
import java.util.List;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.event.EventType;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.EventSubscriptionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.EventSubscriptionManager;
import org.camunda.bpm.engine.impl.persistence.entity.MessageEntity;
import org.camunda.bpm.engine.runtime.Execution;

/**
 * Tells other processes {@code bot.statusChanged}: as a signal whoever listens to that, and as a message each process instance
 * that waits for it with a variable {@code contactId} of this contact.
 *
 * <p>A job for each listener is written in the transaction of the change, and its delivery is one transaction too: so every
 * listener hears of a change once, of one that was rolled back never, and a listener that fails ends in an incident of its
 * own. Nobody listening costs two queries.
 */
final class StatusListeners {

    private final RuntimeService runtime;

    StatusListeners(RuntimeService runtime) {
        this.runtime = runtime;
    }

    /** To be called inside a command of the engine. */
    void tell(List<StatusChange> changes) {
        List<StatusChange> visible =
                changes.stream().filter(StatusChange::isVisible).toList();
        if (visible.isEmpty()) {
            return;
        }
        CommandContext command = Context.getCommandContext();
        EventSubscriptionManager subscriptions = command.getEventSubscriptionManager();
        List<EventSubscriptionEntity> signals =
                subscriptions.findSignalEventSubscriptionsByEventName(BotPause.STATUS_CHANGED);
        for (StatusChange change : visible) {
            signals.forEach(listener -> deliver(command, listener, change));
            for (Execution waiting : waitingFor(change.contact())) {
                subscriptions
                        .findEventSubscriptionsByNameAndExecution(
                                EventType.MESSAGE.name(), BotPause.STATUS_CHANGED, waiting.getId(), false)
                        .forEach(listener -> deliver(command, listener, change));
            }
        }
    }

    private List<Execution> waitingFor(ContactId contact) {
        return runtime.createExecutionQuery()
                .messageEventSubscriptionName(BotPause.STATUS_CHANGED)
                .processVariableValueEquals(BotVariables.CONTACT_ID, contact.value())
                .active()
                .list();
    }

    private static void deliver(CommandContext command, EventSubscriptionEntity listener, StatusChange change) {
        MessageEntity job = new MessageEntity();
        job.setJobHandlerType(StatusChangedDelivery.TYPE);
        job.setJobHandlerConfiguration(StatusChangedDelivery.Content.of(listener.getId(), change));
        if (listener.getExecution() != null) {
            // Where the delivery fails, Cockpit shows the incident at the waiting instance, and both go with it.
            job.setExecution(listener.getExecution());
            job.setProcessDefinitionId(listener.getProcessDefinition().getId());
            job.setProcessDefinitionKey(listener.getProcessDefinition().getKey());
            job.setDeploymentId(listener.getProcessDefinition().getDeploymentId());
        }
        // A start event has no instance yet; an incident bound to its definition alone could never be undeployed.
        job.setActivityId(listener.getActivityId());
        job.setTenantId(listener.getTenantId());
        command.getJobManager().send(job);
    }
}
