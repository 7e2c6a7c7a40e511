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
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells other processes {@code bot.statusChanged}: as a signal whoever listens to that, and as a message each process instance
 * that waits for it with a variable {@code contactId} of this contact.
 *
 * <p>A job for each listener is written in the transaction of the change, and its delivery is one transaction too: so every
 * listener hears of a change once, of one that was rolled back never, and a listener that fails ends in an incident of its
 * own. Where nobody listens at all, it costs one statement on an index.
 */
final class StatusListeners {

    private final RuntimeService runtime;
    private final JdbcClient sql;
    private final ProcessProperties.Part events;

    StatusListeners(RuntimeService runtime, JdbcClient sql, ProcessProperties.Part events) {
        this.runtime = runtime;
        this.sql = sql;
        this.events = events;
    }

    /** To be called inside a command of the engine. */
    void tell(List<StatusChange> changes) {
        if (!events.enabled()) {
            return;
        }
        List<StatusChange> visible =
                changes.stream().filter(StatusChange::isVisible).toList();
        if (visible.isEmpty() || nobodyListens()) {
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

    /** Asked first, since the engine's own two queries cost many times this statement. */
    private boolean nobodyListens() {
        return sql.sql("select not exists (select 1 from act_ru_event_subscr where event_name_ = :name)")
                .param("name", BotPause.STATUS_CHANGED)
                .query(Boolean.class)
                .single();
    }

    private List<Execution> waitingFor(ContactId contact) {
        return runtime.createExecutionQuery()
                .messageEventSubscriptionName(BotPause.STATUS_CHANGED)
                .processVariableValueEquals(BotVariables.CONTACT_ID, contact.value())
                .list();
    }

    private static void deliver(CommandContext command, EventSubscriptionEntity listener, StatusChange change) {
        MessageEntity job = new MessageEntity();
        job.setJobHandlerType(StatusChangedDelivery.TYPE);
        job.setJobHandlerConfiguration(StatusChangedDelivery.Content.of(listener, change));
        if (listener.getExecution() != null) {
            // Where the delivery fails, Cockpit shows the incident at the waiting instance, and both go with it. Not at
            // the execution that waits: that one goes as soon as it hears of an earlier change.
            job.setExecution(listener.getExecution().getProcessInstance());
            // A suspended flow hears of it when it is resumed; else it could wait for ever for what has happened.
            job.setSuspensionState(listener.getExecution().getSuspensionState());
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
