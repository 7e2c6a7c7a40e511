package io.botstatus.engine;

import io.botstatus.status.ContactId;
import io.botstatus.status.StatusChange;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.EventSubscriptionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.EventSubscriptionManager;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.MessageEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells other processes {@code bot.statusChanged}: by a signal to each start event for it, and by a message to each process
 * instance that waits for it with a variable {@code contactId} of this contact.
 *
 * <p>The transaction of the change writes a job for each listener, and the delivery is one transaction too. So every listener hears
 * of a committed change once, never of a rolled back one, and a failing listener gets an incident of its own. Without listeners, it
 * costs one statement on an index.
 *
 * <p>An instance that waits may be ending at the same moment, and the engine deletes the jobs of it that it sees. So each instance
 * is first updated. An instance that ends before is no listener any more, and one that ends after has to look again.
 */
public final class StatusListeners {

    /** The answer of {@link #nobodyListens} for changes that ask together; null elsewhere. */
    private static final ThreadLocal<@Nullable Optional<Boolean>> TOGETHER = new ThreadLocal<>();

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

    /**
     * Makes several changes in this thread, for which the question whether any process listens is asked once. All their contacts
     * are locked already: so a flow that begins to wait for one of them looks at its status after these changes.
     */
    public void askOnce(Runnable changes) {
        TOGETHER.set(Optional.empty());
        try {
            changes.run();
        } finally {
            TOGETHER.remove();
        }
    }

    /** Tells all listeners. Call this inside a command of the engine. */
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

    /** Tells only the instances that wait for the contact. */
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

    private boolean nobodyListens() {
        Optional<Boolean> known = TOGETHER.get();
        if (known == null) {
            return nobodyListensNow();
        }
        boolean answer = known.orElseGet(this::nobodyListensNow);
        TOGETHER.set(Optional.of(answer));
        return answer;
    }

    /**
     * Queried first, since the engine's own two queries cost many times as much. It looks for the next name in the order of the
     * index: one step, however many instances wait for other events. To look for the name itself, PostgreSQL might read all of
     * them.
     */
    private boolean nobodyListensNow() {
        return sql.sql("""
                        select coalesce((select event_name_ from act_ru_event_subscr
                                          where event_name_ >= :name order by event_name_ limit 1), '') <> :name""")
                .param("name", StatusChangedEvent.NAME)
                .query(Boolean.class)
                .single();
    }

    /** Reads the engine's tables, since its query never matches a contact id that is a number. */
    private List<Waiting> waitingFor(ContactId contact) {
        return sql.sql("""
                        select s.id_ as subscription, s.proc_inst_id_ as instance
                          from act_ru_event_subscr s
                          join act_ru_variable v on v.execution_id_ = s.proc_inst_id_ and v.var_scope_ = s.proc_inst_id_
                         where s.event_name_ = :name and s.event_type_ = 'message'
                           and v.name_ = :variable
                           and coalesce(v.text_, v.long_::text)
                               = any(array(select contact_id from contact_bot where alias_of = :contact) || cast(:contact as text))
                         order by s.proc_inst_id_, s.id_""")
                .param("name", StatusChangedEvent.NAME)
                .param("variable", StatusChangedEvent.CONTACT_ID)
                .param("contact", contact.value())
                .query((row, n) -> new Waiting(row.getString("subscription"), row.getString("instance")))
                .list();
    }

    /** Whether the instance still exists. The engine itself takes care of instances that this transaction works on. */
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
            // If the delivery fails, Cockpit shows the incident at the waiting instance, and both are deleted with it.
            // The waiting execution would not do: it ends when it hears of an earlier change.
            job.setExecution(listener.getExecution().getProcessInstance());
            // A suspended flow hears of the change when it is activated. Otherwise it could wait for ever.
            job.setSuspensionState(listener.getExecution().getSuspensionState());
            job.setProcessDefinitionId(listener.getProcessDefinition().getId());
            job.setDeploymentId(listener.getProcessDefinition().getDeploymentId());
        }
        // A start event has no instance yet, and a definition with an incident of its own could never be undeployed.
        // Its key still identifies it.
        job.setProcessDefinitionKey(listener.getProcessDefinition().getKey());
        job.setActivityId(listener.getActivityId());
        job.setTenantId(listener.getTenantId());
        // An engine that requires due dates never acquires a job without one.
        job.setDuedate(ClockUtil.getCurrentTime());
        command.getJobManager().send(job);
    }

    /** A waiting instance and its subscription. */
    private record Waiting(String subscription, String instance) {}
}
