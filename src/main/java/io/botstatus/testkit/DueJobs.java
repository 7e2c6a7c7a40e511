package io.botstatus.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.Page;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.historycleanup.HistoryCleanupJobHandler;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;

/**
 * Executes the engine's jobs in the order in which they fall due, one after the other, in the thread of the test:
 *
 * <ol>
 *   <li>It takes the earliest of the jobs that are due by the target, including those that earlier jobs created. A job without a
 *       due date comes first.
 *   <li>The clock moves to its due date, unless that has passed already.
 *   <li>It asks the engine which jobs its executor would acquire at this moment. Any other job is skipped, as in production: it is
 *       suspended, has no retries left, is locked, or lacks the due date that the engine's settings require.
 *   <li>It executes the job. If the job fails, the test fails.
 * </ol>
 *
 * <p>It leaves alone the engine's history clean-up, and jobs that earlier tests of the same engine have left behind: of their
 * instances, and deliveries and batches without an instance.
 */
final class DueJobs {

    /** More than any test means to fire at once, and soon reached by a loop in which no time passes. */
    private static final int MOST_AT_ONE_MOMENT = 500;

    private static final int SHOWN = 5;

    private static final Page ALL = new Page(0, Integer.MAX_VALUE);

    /** Sorts by the due date, then by stable values, so that a test gives the same result each time. Ids are random. */
    private static final Comparator<JobEntity> ORDER = Comparator.comparing(DueJobs::due)
            .thenComparing(JobEntity::getCreateTime)
            .thenComparing(job -> String.valueOf(job.getProcessDefinitionKey()))
            .thenComparing(job -> String.valueOf(job.getJobHandlerConfigurationRaw()))
            .thenComparing(JobEntity::getId);

    private final ProcessEngine engine;
    private final EarlierWork earlier;

    DueJobs(ProcessEngine engine, EarlierWork earlier) {
        this.engine = engine;
        this.earlier = earlier;
    }

    /**
     * Executes the jobs that are due by then, and leaves the clock there.
     *
     * @return the fired jobs in order
     * @throws AssertionError if a job fails, or if jobs create each other without end
     */
    List<FiredJob> fireUntil(Instant target) {
        List<FiredJob> fired = new ArrayList<>();
        Instant moment = EngineTime.now();
        int atThisMoment = 0;
        for (Optional<JobEntity> next = next(target); next.isPresent(); next = next(target)) {
            JobEntity job = next.get();
            if (EngineTime.now().isAfter(moment)) {
                moment = EngineTime.now();
                atThisMoment = 0;
            }
            if (++atThisMoment > MOST_AT_ONE_MOMENT) {
                throw endless(fired, JobPlace.of(job, engine));
            }
            fired.add(fire(job));
        }
        EngineTime.set(target);
        return fired;
    }

    /** The next job that the engine would acquire. The clock is then at its due date, or was later before. */
    private Optional<JobEntity> next(Instant target) {
        return engine.getManagementService().createJobQuery().list().stream()
                .map(JobEntity.class::cast)
                .filter(job -> !due(job).isAfter(target) && !isLeftAlone(job))
                .sorted(ORDER)
                .filter(this::isAcquiredWhenDue)
                .findFirst();
    }

    private boolean isAcquiredWhenDue(JobEntity job) {
        if (due(job).isAfter(EngineTime.now())) {
            EngineTime.set(due(job));
        }
        return ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                        .getCommandExecutorTxRequired()
                        .execute(command -> command.getJobManager().findNextJobsToExecute(ALL))
                        .stream()
                        .anyMatch(acquired -> acquired.getId().equals(job.getId()));
    }

    private static Instant due(JobEntity job) {
        return job.getDuedate() == null ? Instant.MIN : job.getDuedate().toInstant();
    }

    private boolean isLeftAlone(JobEntity job) {
        return earlier.includes(job) || job.getJobHandlerType().equals(HistoryCleanupJobHandler.TYPE);
    }

    private FiredJob fire(JobEntity job) {
        JobPlace place = JobPlace.of(job, engine);
        Instant at = EngineTime.now();
        try {
            engine.getManagementService().executeJob(job.getId());
        } catch (RuntimeException e) {
            throw new AssertionError(
                    "A job failed at %s: %s%s. %s"
                            .formatted(
                                    at,
                                    place,
                                    job.getProcessInstanceId() == null
                                            ? ""
                                            : ", process instance " + job.getProcessInstanceId(),
                                    e),
                    e);
        }
        if (job instanceof TimerEntity timer && timer.getRepeat() != null) {
            dropEcho(timer);
        }
        return new FiredJob(place.process(), place.activity(), at);
    }

    /**
     * Deletes a superfluous timer. After the last repetition of a cycle such as R3/PT1H the engine creates one more, if its clock
     * shows the very millisecond of the due date: for that same millisecond, and so for ever. A clock that moves, as in production,
     * never shows it.
     */
    private void dropEcho(TimerEntity fired) {
        ManagementService management = engine.getManagementService();
        management.createJobQuery().jobDefinitionId(fired.getJobDefinitionId()).timers().list().stream()
                .map(TimerEntity.class::cast)
                .filter(timer -> Objects.equals(timer.getRepeat(), fired.getRepeat())
                        && Objects.equals(timer.getExecutionId(), fired.getExecutionId())
                        && due(timer).equals(due(fired)))
                .forEach(echo -> management.deleteJob(echo.getId()));
    }

    private static AssertionError endless(List<FiredJob> fired, JobPlace next) {
        String last = fired.subList(fired.size() - SHOWN, fired.size()).stream()
                .map(job -> "process '%s', activity '%s'".formatted(job.process(), job.activity()))
                .distinct()
                .collect(Collectors.joining("; "));
        return new AssertionError(
                "%d jobs were fired at %s and still one is due: %s. A timer cycle without duration, or flows that wake each"
                                .formatted(MOST_AT_ONE_MOMENT, EngineTime.now(), next)
                        + " other for ever? The last ones: " + last + ".");
    }
}
