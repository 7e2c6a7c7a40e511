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

/** Operations on running process instances that the engine's services lack. Thread-safe. */
public final class ProcessInstances {

    private final RuntimeService runtime;
    private final JdbcClient sql;

    ProcessInstances(RuntimeService runtime, JdbcClient sql) {
        this.runtime = runtime;
        this.sql = sql;
    }

    /** Runs the work inside one command of the engine, which writes at its end. Inside another command it joins that one. */
    public void inCommand(Runnable work) {
        ((ServiceImpl) runtime).getCommandExecutor().execute(command -> {
            work.run();
            return null;
        });
    }

    /**
     * Locks those instances that still exist until the transaction ends, and returns them. An instance that a bulk change has left
     * with nothing to wait for may be ending at this moment, and the engine would fail on the half that it has read.
     */
    public List<String> lock(List<String> processInstanceIds) {
        return sql.sql("select id_ from act_ru_execution where id_ = any(:instances) order by id_ for update")
                .param("instances", processInstanceIds.toArray(String[]::new))
                .query(String.class)
                .list();
    }

    /** Whether an instance exists. Inside a command, this includes an instance that the command has just started. */
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
     * Sends a message to every token of the instance that waits for it. An operator may have given an instance several. A suspended
     * instance is activated first, because deleting it instead would cancel the call activity of its caller.
     *
     * @return whether it waits for the message
     */
    public boolean send(String message, String processInstanceId) {
        // In one command, so that each token finds the instance as the one before has left it.
        return ((ServiceImpl) runtime).getCommandExecutor().execute(command -> {
            // Queried before the message is sent, because an exception inside the engine would doom the whole
            // transaction.
            List<Execution> waiting = runtime.createExecutionQuery()
                    .processInstanceId(processInstanceId)
                    .messageEventSubscriptionName(message)
                    .list();
            waiting.forEach(one -> send(message, (ExecutionEntity) one));
            return !waiting.isEmpty();
        });
    }

    private void send(String message, ExecutionEntity waiting) {
        // The token before may have ended this one, if the model has a terminate end event.
        if (waiting.getEventSubscriptions().stream().noneMatch(one -> message.equals(one.getEventName()))) {
            return;
        }
        // Without the service: in this command the engine continues with the rows as it has read them.
        for (ExecutionEntity one = waiting; one != null; one = one.getParent()) {
            if (one.isSuspended()) {
                one.setSuspensionState(SuspensionState.ACTIVE.getStateCode());
            }
        }
        runtime.messageEventReceived(message, waiting.getId());
    }

    /**
     * Moves later timers of an instance forward to this moment. Call this inside a command.
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
