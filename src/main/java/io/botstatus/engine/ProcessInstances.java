package io.botstatus.engine;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.ServiceImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.SuspensionState;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.camunda.bpm.engine.runtime.Execution;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the engine's services do not do with running process instances. Thread-safe. */
public final class ProcessInstances {

    private final RuntimeService runtime;
    private final JdbcClient sql;

    ProcessInstances(RuntimeService runtime, JdbcClient sql) {
        this.runtime = runtime;
        this.sql = sql;
    }

    /** Does something inside one command of the engine, which writes at its end; inside another command, within that. */
    public void inCommand(Runnable work) {
        ((ServiceImpl) runtime).getCommandExecutor().execute(command -> {
            work.run();
            return null;
        });
    }

    /**
     * Those of the instances that are still there, and stay until the transaction ends. One that a bulk change has left with nothing
     * to wait for may be ending at this moment, and the engine would fail over the half of it that it has read.
     */
    public List<String> lock(List<String> processInstanceIds) {
        return sql.sql("select id_ from act_ru_execution where id_ = any(:instances) order by id_ for update")
                .param("instances", processInstanceIds.toArray(String[]::new))
                .query(String.class)
                .list();
    }

    /** Whether an instance is there; inside a command, also one that the command has just started. */
    public boolean isThere(@Nullable String processInstanceId) {
        return processInstanceId != null && (isInCommand(processInstanceId) || isInDatabase(processInstanceId));
    }

    private static boolean isInCommand(String processInstanceId) {
        CommandContext command = Context.getCommandContext();
        return command != null
                && command.getDbEntityManager().getCachedEntity(ExecutionEntity.class, processInstanceId) != null;
    }

    private boolean isInDatabase(String processInstanceId) {
        return sql.sql("select exists (select 1 from act_ru_execution where id_ = :instance)")
                .param("instance", processInstanceId)
                .query(Boolean.class)
                .single();
    }

    /**
     * Sends a message to the instance that waits for it. A suspended instance is resumed for that: nothing is left to suspend, and
     * deleting the instance would also cancel the call activity of its caller.
     *
     * @return whether it waits for the message
     */
    public boolean send(String message, String processInstanceId) {
        // Asked before it is told: an exception inside the engine would doom the whole transaction.
        Execution waiting = runtime.createExecutionQuery()
                .processInstanceId(processInstanceId)
                .messageEventSubscriptionName(message)
                .singleResult();
        if (waiting == null) {
            return false;
        }
        if (waiting instanceof ExecutionEntity suspended && suspended.isSuspended()) {
            // Not by the service: in this command the engine goes on with the rows as it has read them.
            suspended.setSuspensionState(SuspensionState.ACTIVE.getStateCode());
            suspended.getProcessInstance().setSuspensionState(SuspensionState.ACTIVE.getStateCode());
        }
        runtime.messageEventReceived(message, waiting.getId());
        return true;
    }

    /**
     * Has timers of an instance that wait for a later moment come at this one. Inside a command.
     *
     * @return whether there was such a timer
     */
    @SuppressWarnings("JavaUtilDate") // the engine's own type
    public boolean bringForward(String processInstanceId, Instant moment) {
        Date due = TimerDates.of(moment);
        AtomicBoolean moved = new AtomicBoolean();
        Context.getCommandContext().getJobManager().findJobsByProcessInstanceId(processInstanceId).stream()
                .filter(job -> isTimerAfter(job, due))
                .forEach(job -> {
                    job.setDuedate(due);
                    moved.set(true);
                });
        return moved.get();
    }

    @SuppressWarnings("JavaUtilDate") // the engine's own type
    private static boolean isTimerAfter(JobEntity job, Date due) {
        return job instanceof TimerEntity
                && job.getDuedate() != null
                && job.getDuedate().after(due);
    }
}
