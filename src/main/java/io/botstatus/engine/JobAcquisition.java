package io.botstatus.engine;

import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.ServiceImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/** The rule by which the engine's job executors acquire jobs, and the repair of a job that they never acquire. */
public final class JobAcquisition {

    private final ManagementService management;

    public JobAcquisition(ManagementService management) {
        this.management = management;
    }

    /** Whether a job without a due date is never acquired ({@code ensure-job-due-date-not-null}). */
    public boolean wantsDueDate() {
        return wantsDueDate(
                ((ServiceImpl) management).getCommandExecutor().execute(CommandContext::getProcessEngineConfiguration));
    }

    public static boolean wantsDueDate(ProcessEngineConfigurationImpl configuration) {
        return configuration.isEnsureJobDueDateNotNull();
    }

    /** Makes a job due, and removes a lock that has no end. A job that is gone or running is left alone. */
    public void giveBack(String id) {
        ((ServiceImpl) management).getCommandExecutor().execute(command -> {
            JobEntity job = command.getJobManager().findJobById(id);
            if (job == null) {
                return null;
            }
            if (job.getDuedate() == null && wantsDueDate(command.getProcessEngineConfiguration())) {
                job.setDuedate(ClockUtil.getCurrentTime());
            }
            if (job.getLockOwner() != null && job.getLockExpirationTime() == null) {
                job.unlock();
            }
            return job;
        });
    }
}
