package io.botstatus.testkit;

import io.botstatus.pause.BotPause;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.jobexecutor.TimerStartEventJobHandler;
import org.camunda.bpm.engine.impl.jobexecutor.historycleanup.HistoryCleanupJobHandler;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.ProcessInstance;

/** The process instances and jobs that were there before a test. All others are the test's own, and go when it ends. */
final class EarlierWork {

    private static final String WHY = "The test is over";

    private final ProcessEngine engine;
    private final Set<String> instances = new HashSet<>();
    private final Set<String> jobs = new HashSet<>();

    EarlierWork(ProcessEngine engine) {
        this.engine = engine;
        instances().map(Execution::getId).forEach(instances::add);
        jobsWithoutInstance().map(JobEntity::getId).forEach(jobs::add);
    }

    /** Whether it was there before the test, or belongs to an instance that was. */
    boolean includes(JobEntity job) {
        return job.getProcessInstanceId() == null
                ? jobs.contains(job.getId())
                : instances.contains(job.getProcessInstanceId());
    }

    /** The business keys of the test's pauses: contacts that it may not have named. */
    Set<String> contacts() {
        Set<String> contacts = new HashSet<>();
        own().filter(instance -> isPause(instance))
                .map(ProcessInstance::getBusinessKey)
                .filter(Objects::nonNull)
                .forEach(contacts::add);
        return contacts;
    }

    /** Deletes the test's instances of all flows but {@code bot-pause}, without the listeners of their models. */
    void deleteFlows() {
        delete(own().filter(instance -> !isPause(instance)).toList());
    }

    /** Deletes what is left of the test: its instances, and its jobs without an instance, such as deliveries. */
    void deleteRest() {
        delete(own().toList());
        // A job with a definition belongs to a model or a batch.
        jobsWithoutInstance()
                .filter(job -> job.getJobDefinitionId() == null && !jobs.contains(job.getId()))
                .forEach(job -> engine.getManagementService().deleteJob(job.getId()));
    }

    private void delete(List<ProcessInstance> found) {
        for (ProcessInstance instance : found) {
            engine.getRuntimeService().deleteProcessInstanceIfExists(instance.getId(), WHY, true, true, true, false);
        }
    }

    /** The test's instances that no other instance has called: those that are called end with their callers. */
    private Stream<ProcessInstance> own() {
        return instances()
                .filter(instance -> instance.getId().equals(instance.getRootProcessInstanceId()))
                .filter(instance -> !instances.contains(instance.getId()));
    }

    private static boolean isPause(ProcessInstance instance) {
        return BotPause.PROCESS.equals(instance.getProcessDefinitionKey());
    }

    private Stream<ProcessInstance> instances() {
        return engine.getRuntimeService().createProcessInstanceQuery().list().stream();
    }

    /** Without timers that start instances, which belong to a model and not to a test, and the engine's own clean-up. */
    private Stream<JobEntity> jobsWithoutInstance() {
        return engine.getManagementService().createJobQuery().list().stream()
                .map(JobEntity.class::cast)
                .filter(job -> job.getProcessInstanceId() == null
                        && !job.getJobHandlerType().equals(TimerStartEventJobHandler.TYPE)
                        && !job.getJobHandlerType().equals(HistoryCleanupJobHandler.TYPE));
    }
}
