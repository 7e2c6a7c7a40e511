package io.botstatus.process;

import io.botstatus.process.notify.Notifications;
import io.botstatus.status.Batch;
import io.botstatus.status.Cause;
import io.botstatus.status.Change;
import io.botstatus.status.Origin;
import io.botstatus.status.StatusChange;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.ServiceImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.SuspensionState;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.camunda.bpm.engine.runtime.Execution;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The running instances of {@code bot-pause}: what a change of holds means for them and for whoever listens. */
final class PauseInstances {

    private static final int TOLD_AT_A_TIME = 500;

    private final RuntimeService runtime;
    private final JdbcClient sql;
    private final StatusListeners listeners;
    private final Notifications notifications;

    PauseInstances(RuntimeService runtime, JdbcClient sql, StatusListeners listeners, Notifications notifications) {
        this.runtime = runtime;
        this.sql = sql;
        this.listeners = listeners;
        this.notifications = notifications;
    }

    static Origin origin(DelegateExecution execution) {
        String instance = execution.getProcessInstanceId();
        String activity = execution.getCurrentActivityId();
        return BotVariables.handedOnIfAny(execution, BotVariables.TRIGGER, Trigger.class)
                .map(trigger -> new Origin(instance, activity, trigger.evidence(), trigger.certainty()))
                .orElseGet(() -> new Origin(instance, activity, null));
    }

    /** For a variable, which has so many characters at most: contacts of older versions may have causes without number. */
    static String words(Collection<Cause> causes) {
        String all = causes.stream().map(Cause::word).collect(Collectors.joining(","));
        if (all.length() <= BotVariables.MAX_TEXT) {
            return all;
        }
        return all.substring(0, all.lastIndexOf(',', BotVariables.MAX_TEXT - 2)) + ",…";
    }

    /** In the transaction of the change: ends the instances that have nothing left to wait for, and tells the listeners. */
    void follow(Change change) {
        change.finished().forEach(this::release);
        tell(change.statuses());
    }

    /**
     * How many contacts have their turn in one transaction: as many as SQL changes at once, unless each has to be told of by the
     * engine. Then only as many as it tells of well within the time for which a job is locked.
     */
    int turn() {
        return notifications.areOn() || listeners.areThere() ? TOLD_AT_A_TIME : Batch.MAX_CONTACTS;
    }

    /** Whether other processes hear of changes at all. */
    boolean tellsProcesses() {
        return listeners.areTold();
    }

    void tell(List<StatusChange> changes) {
        listeners.tell(changes);
        notifications.tell(changes);
    }

    /** The same for a change that no instance makes, but code that calls the engine; and it may have brought a deadline forward. */
    @SuppressWarnings("JavaUtilDate") // the engine's own type
    void followFromOutside(Change change, @Nullable String instanceToArm) {
        ((ServiceImpl) runtime).getCommandExecutor().execute(command -> {
            follow(change);
            Date deadline = BotVariables.timer(change.until());
            if (instanceToArm != null && deadline != null) {
                arm(instanceToArm, deadline, command);
            }
            return change;
        });
    }

    /** The same for changes that nothing follows from but that others are told. */
    void tellFromOutside(List<StatusChange> changes) {
        if (!changes.isEmpty()) {
            ((ServiceImpl) runtime).getCommandExecutor().execute(command -> {
                tell(changes);
                return changes;
            });
        }
    }

    /** A timer that waits for a later moment than the deadline comes at the deadline. */
    @SuppressWarnings("JavaUtilDate") // the engine's own type
    private void arm(String processInstanceId, Date deadline, CommandContext command) {
        for (JobEntity job : command.getJobManager().findJobsByProcessInstanceId(processInstanceId)) {
            if (job instanceof TimerEntity
                    && job.getDuedate() != null
                    && job.getDuedate().after(deadline)) {
                job.setDuedate(deadline);
                runtime.setVariable(processInstanceId, BotVariables.REACTIVATE_AT, deadline);
            }
        }
    }

    /** Tells only who waits for this contact; no process is started. To be called from outside of the engine. */
    void wake(StatusChange change) {
        ((ServiceImpl) runtime).getCommandExecutor().execute(command -> {
            listeners.wake(change);
            return change;
        });
    }

    /** Ends an instance that has nothing left to wait for; one that has ended is left alone. */
    void release(String processInstanceId) {
        // Asked before it is told: an exception inside the engine would doom the whole transaction.
        Execution waiting = runtime.createExecutionQuery()
                .processInstanceId(processInstanceId)
                .messageEventSubscriptionName(BotPause.HOLD_RELEASED)
                .singleResult();
        if (waiting == null) {
            delete(processInstanceId, "Its hold was released while it did not wait");
            return;
        }
        if (waiting instanceof ExecutionEntity suspended && suspended.isSuspended()) {
            // Nothing is left to suspend, and deleting the instance would also cancel the call activity of its caller.
            // Not by the service: in this command the engine goes on with the rows as it has read them.
            suspended.setSuspensionState(SuspensionState.ACTIVE.getStateCode());
            suspended.getProcessInstance().setSuspensionState(SuspensionState.ACTIVE.getStateCode());
        }
        runtime.messageEventReceived(BotPause.HOLD_RELEASED, waiting.getId());
    }

    /** The same for several that nobody's lock of a contact protects any more, since their contacts have no hold by them. */
    void releaseLeft(List<String> processInstanceIds) {
        lock(processInstanceIds).forEach(this::release);
    }

    /** Ends an instance that is somewhere else than its model says, or whose contact is to be forgotten. */
    void delete(String processInstanceId, String why) {
        lock(List.of(processInstanceId)).forEach(instance -> runtime.deleteProcessInstance(instance, why));
    }

    /**
     * Those of the instances that are still there, and stay until the transaction ends. One that a bulk change has left with nothing
     * to wait for may be ending at this moment, and the engine would fail over the half of it that it has read.
     */
    private List<String> lock(List<String> processInstanceIds) {
        return sql.sql("select id_ from act_ru_execution where id_ = any(:instances) order by id_ for update")
                .param("instances", processInstanceIds.toArray(String[]::new))
                .query(String.class)
                .list();
    }
}
