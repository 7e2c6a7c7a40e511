package io.botstatus.testkit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.jspecify.annotations.Nullable;

/** The engine's job executor, stopped during a test if it ran, so that only the test fires jobs. */
final class ExecutorAtRest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(5);

    private final @Nullable JobExecutor stopped;

    private ExecutorAtRest(@Nullable JobExecutor stopped) {
        this.stopped = stopped;
    }

    /**
     * Stops the executor and waits until it has finished its last job.
     *
     * @throws IllegalStateException if a job still runs after half a minute; the executor is running again then
     */
    static ExecutorAtRest of(ProcessEngine engine) {
        JobExecutor executor =
                ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).getJobExecutor();
        if (executor == null || !executor.isActive()) {
            return new ExecutorAtRest(null);
        }
        executor.shutdown();
        long start = System.nanoTime();
        while (isAtWork(executor, engine.getManagementService())) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                executor.start();
                throw new IllegalStateException("The job executor is still executing a job " + PATIENCE.toSeconds()
                        + " seconds after it was stopped for the test. Let that job end, or switch the executor off:"
                        + " camunda.bpm.job-execution.enabled=false.");
            }
            LockSupport.parkNanos(BETWEEN_LOOKS);
        }
        return new ExecutorAtRest(executor);
    }

    /**
     * Whether the executor still works. Stopping it does not wait for the threads of its pool, whose jobs are locked in its name.
     */
    private static boolean isAtWork(JobExecutor executor, ManagementService management) {
        return management.createJobQuery().acquired().list().stream()
                .anyMatch(job -> job instanceof JobEntity locked
                        && executor.getLockOwner().equals(locked.getLockOwner()));
    }

    void restore() {
        if (stopped != null) {
            stopped.start();
        }
    }
}
