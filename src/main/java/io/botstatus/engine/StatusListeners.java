package io.botstatus.engine;

import io.botstatus.status.ContactId;
import io.botstatus.status.StatusChange;
import java.util.List;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.EventSubscriptionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.EventSubscriptionManager;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.MessageEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells other processes {@code bot.statusChanged}: as a signal whoever listens to that, and as a message each process instance
 * that waits for it with a variable {@code contactId} of this contact.
 *
 * <p>A job for each listener is written in the transaction of the change, and its delivery is one transaction too: so every
 * listener hears of a change once, of one that was rolled back never, and a listener that fails ends in an incident of its
 * own. Where nobody listens at all, it costs one statement on an index.
 *
 * <p>An instance that waits may be ending at the same moment, and the engine deletes its jobs with it as it sees them. So each
 * is noted as changed first: one that ends before is no listener any more, and one that ends after is made to look again.
 */
public final class StatusListeners {

    private final JdbcClient sql;
    private final EngineProperties.Part events;

    StatusListeners(JdbcClient sql, EngineProperties.Part events) {
        this.sql = sql;
        this.events = events;
    }

    public boolean areTold() {
        return events.enabled();
    }

    public boolean areThere() {
        return events.enabled() && !nobodyListens();
    }

    /** To be called inside a command of the engine. */
    public void tell(List<StatusChange> changes) {
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
                subscriptions.findSignalEventSubscriptionsByEventName(StatusChangedEvent.NAME);
        for (StatusChange change : visible) {
            signals.stream()
                    .filter(listener ->
                            listener.getExecutionId() == null || noteChanged(listener.getProcessInstanceId(), command))
                    .forEach(listener -> deliver(command, listener, change));
            tellWaiting(change, command);
        }
    }

    /** The same only for who waits for the contact. */
    public void wake(StatusChange change) {
        if (events.enabled() && change.isVisible()) {
            tellWaiting(change, Context.getCommandContext());
        }
    }

    private void tellWaiting(StatusChange change, CommandContext command) {
        for (Waiting waiting : waitingFor(change.contact())) {
            if (noteChanged(waiting.instance(), command)) {
                EventSubscriptionEntity listener =
                        command.getEventSubscriptionManager().findEventSubscriptionById(waiting.subscription());
                if (listener != null) {
                    deliver(command, listener, change);
                }
            }
        }
    }

    /**
     * Asked first, since the engine's own two queries cost many times this statement. For the next name in the order of the index,
     * which is one step however many instances wait for something else; whether the name exists PostgreSQL might find out by
     * reading all of them.
     */
    private boolean nobodyListens() {
        return sql.sql("""
                        select coalesce((select event_name_ from act_ru_event_subscr
                                          where event_name_ >= :name order by event_name_ limit 1), '') <> :name""")
                .param("name", StatusChangedEvent.NAME)
                .query(Boolean.class)
                .single();
    }

    /** By the engine's tables, since its query compares a contact id that is a number with texts in vain. */
    private List<Waiting> waitingFor(ContactId contact) {
        return sql.sql("""
                        select s.id_ as subscription, s.proc_inst_id_ as instance
                          from act_ru_event_subscr s
                          join act_ru_variable v on v.execution_id_ = s.proc_inst_id_ and v.var_scope_ = s.proc_inst_id_
                         where s.event_name_ = :name and s.event_type_ = 'message'
                           and v.name_ = :variable and :contact in (v.text_, v.long_::text)
                         order by s.proc_inst_id_, s.id_""")
                .param("name", StatusChangedEvent.NAME)
                .param("variable", StatusChangedEvent.CONTACT_ID)
                .param("contact", contact.value())
                .query((row, n) -> new Waiting(row.getString("subscription"), row.getString("instance")))
                .list();
    }

    /** Whether the instance is still there. One that this transaction itself is at work on the engine looks after. */
    private boolean noteChanged(String instance, CommandContext command) {
        return command.getDbEntityManager().getCachedEntity(ExecutionEntity.class, instance) != null
                || sql.sql("update act_ru_execution set rev_ = rev_ + 1 where id_ = :instance")
                                .param("instance", instance)
                                .update()
                        > 0;
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
            job.setDeploymentId(listener.getProcessDefinition().getDeploymentId());
        }
        // A start event has no instance yet; an incident bound to its definition alone could never be undeployed. By
        // the
        // key it is found all the same.
        job.setProcessDefinitionKey(listener.getProcessDefinition().getKey());
        job.setActivityId(listener.getActivityId());
        job.setTenantId(listener.getTenantId());
        // An engine that gives each of its jobs a due date never acquires one without.
        job.setDuedate(ClockUtil.getCurrentTime());
        command.getJobManager().send(job);
    }

    /** An instance that waits, and what it waits by. */
    private record Waiting(String subscription, String instance) {}
}
