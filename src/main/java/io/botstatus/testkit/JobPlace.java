package io.botstatus.testkit;

import io.botstatus.pause.BotPause;
import java.time.Instant;
import java.util.Optional;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.persistence.entity.EventSubscriptionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.management.JobDefinition;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.EventSubscription;
import org.jspecify.annotations.Nullable;

/** The place of a job in the models, read before it is executed, since it is deleted then. */
record JobPlace(
        @Nullable String process,
        @Nullable String activity,
        String type,
        @Nullable Instant due) {

    static JobPlace of(JobEntity job, ProcessEngine engine) {
        JobDefinition definition = definition(job, engine.getManagementService());
        if (definition != null) {
            return of(job, definition.getProcessDefinitionKey(), definition.getActivityId());
        }
        return listener(job, engine)
                .map(event -> of(job, process(job, event, engine), event.getActivityId()))
                .orElseGet(() -> of(job, job.getProcessDefinitionKey(), null));
    }

    private static JobPlace of(JobEntity job, @Nullable String process, @Nullable String activity) {
        Instant due = job.getDuedate() == null ? null : job.getDuedate().toInstant();
        return new JobPlace(process, activity, job.getJobHandlerType(), due);
    }

    private static @Nullable JobDefinition definition(JobEntity job, ManagementService management) {
        return job.getJobDefinitionId() == null
                ? null
                : management
                        .createJobDefinitionQuery()
                        .jobDefinitionId(job.getJobDefinitionId())
                        .singleResult();
    }

    /** The listener of a delivery. A job without an activity is a delivery, and its configuration begins with the listener's id. */
    private static Optional<EventSubscription> listener(JobEntity job, ProcessEngine engine) {
        String configuration = job.getJobHandlerConfigurationRaw();
        EventSubscription listener = configuration == null
                ? null
                : engine.getRuntimeService()
                        .createEventSubscriptionQuery()
                        .eventSubscriptionId(configuration.lines().findFirst().orElse(""))
                        .singleResult();
        return listener == null && job.getProcessInstanceId() != null
                ? listensAgain(job.getProcessInstanceId(), engine)
                : Optional.ofNullable(listener);
    }

    /** The new subscription of a flow that waits in a loop, and has heard of an earlier change meanwhile. */
    private static Optional<EventSubscription> listensAgain(String processInstanceId, ProcessEngine engine) {
        return engine
                .getRuntimeService()
                .createEventSubscriptionQuery()
                .processInstanceId(processInstanceId)
                .eventName(BotPause.STATUS_CHANGED)
                .list()
                .stream()
                .findFirst();
    }

    /** The process of the listener. A start event has no instance yet, so the job keeps its definition. */
    private static @Nullable String process(JobEntity job, EventSubscription listener, ProcessEngine engine) {
        if (job.getProcessDefinitionKey() != null) {
            return job.getProcessDefinitionKey();
        }
        if (!(listener instanceof EventSubscriptionEntity start) || start.getConfiguration() == null) {
            return null;
        }
        ProcessDefinition started = engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionId(start.getConfiguration())
                .singleResult();
        return started == null ? null : started.getKey();
    }

    @Override
    public String toString() {
        return "process '%s', activity '%s', job type %s, %s"
                .formatted(
                        process == null ? "none" : process,
                        activity == null ? "none" : activity,
                        type,
                        due == null ? "due at once" : "due " + due);
    }
}
