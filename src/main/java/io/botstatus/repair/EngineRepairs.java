package io.botstatus.repair;

import io.botstatus.engine.JobAcquisition;
import io.botstatus.pause.BotPause;
import io.botstatus.pause.BotVariables;
import io.botstatus.pause.NotDeployedException;
import java.time.Instant;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.VariableMap;
import org.jspecify.annotations.Nullable;

/** The engine's part of a repair: instances, jobs and definitions. Runs in the caller's transaction. */
final class EngineRepairs {

    private final RuntimeService runtime;
    private final RepositoryService repository;
    private final ManagementService management;
    private final JobAcquisition acquisition;
    private final WaitingPlace waitingPlace;

    EngineRepairs(
            RuntimeService runtime,
            RepositoryService repository,
            ManagementService management,
            JobAcquisition acquisition) {
        this.runtime = runtime;
        this.repository = repository;
        this.management = management;
        this.acquisition = acquisition;
        this.waitingPlace = new WaitingPlace(runtime, repository, management);
    }

    /** The running instance of {@code bot-pause} with this id; null if there is none. */
    @Nullable
    ProcessInstance find(String instance) {
        return runtime.createProcessInstanceQuery()
                .processInstanceId(instance)
                .processDefinitionKey(BotPause.PROCESS)
                .singleResult();
    }

    /** Whether a running instance is that of a cohort. */
    boolean isCohort(String instance) {
        return runtime.getVariable(instance, BotVariables.COHORT_ENDS_AT) != null;
    }

    /**
     * Starts an instance of the newest version of {@code bot-pause}.
     *
     * @param contact its business key; null if it stands for several contacts
     * @throws NotDeployedException if there is no version of it
     */
    String start(@Nullable String contact, VariableMap variables) {
        try {
            return runtime.createProcessInstanceByKey(BotPause.PROCESS)
                    .processDefinitionWithoutTenantId()
                    .businessKey(contact)
                    .setVariables(variables)
                    .execute()
                    .getProcessInstanceId();
        } catch (NullValueException e) {
            throw new NotDeployedException(BotPause.PROCESS, e);
        }
    }

    /** Makes an instance wait for the deadline, or until released if there is none. Returns what it did; null if nothing. */
    @Nullable
    String mend(ProcessInstance instance, @Nullable Instant deadline) {
        return waitingPlace.mend(instance, deadline);
    }

    /** Activates a suspended process definition or job definition of this id. */
    void activate(String definition) {
        if (repository
                        .createProcessDefinitionQuery()
                        .processDefinitionId(definition)
                        .count()
                > 0) {
            repository.activateProcessDefinitionById(definition, true, null);
        } else {
            management.activateJobDefinitionById(definition, true);
        }
    }

    /** Activates an instance, and gives its failed jobs new retries. */
    void setGoing(String instance) {
        runtime.activateProcessInstanceById(instance);
        for (Job job : management.createJobQuery().processInstanceId(instance).list()) {
            waitingPlace.setGoing(job);
        }
    }

    /** Gives a job the due date that it lacks, or removes its lock, so that it can be acquired. */
    void giveBack(String job) {
        acquisition.giveBack(job);
    }
}
