package io.botstatus.repair;

import io.botstatus.pause.BotPause;
import io.botstatus.pause.BotVariables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.runtime.ProcessInstanceModificationBuilder;
import org.camunda.bpm.engine.runtime.TransitionInstance;
import org.jspecify.annotations.Nullable;

/** The two places where an instance of {@code bot-pause} waits: for the release of its holds, and for its timer. */
final class WaitingPlace {

    private static final int RETRIES = 3;

    private final RuntimeService runtime;
    private final RepositoryService repository;
    private final ManagementService management;

    WaitingPlace(RuntimeService runtime, RepositoryService repository, ManagementService management) {
        this.runtime = runtime;
        this.repository = repository;
        this.management = management;
    }

    /**
     * Makes an instance wait as its model says.
     *
     * @param deadline when its timer has to come; null: it needs none
     * @return what was wrong, as half a sentence; null if nothing was
     * @throws IllegalStateException if that cannot be repaired
     */
    @Nullable
    String mend(ProcessInstance instance, @Nullable Instant deadline) {
        String id = instance.getId();
        boolean waits = runtime.createExecutionQuery()
                        .processInstanceId(id)
                        .messageEventSubscriptionName(BotPause.HOLD_RELEASED)
                        .count()
                > 0;
        List<Job> timers =
                management.createJobQuery().processInstanceId(id).timers().list();
        if (waits && deadline == null) {
            return null;
        }
        if (instance.isSuspended()) {
            runtime.activateProcessInstanceById(id);
        }
        if (!waits || timers.isEmpty()) {
            waitAnew(instance, deadline);
            return waits ? "its timer was missing" : "its process instance did not wait for its end";
        }
        return deadline == null || instance.isSuspended()
                ? "its process instance was suspended"
                : arm(timers, deadline);
    }

    /** Makes the first of its timers fire at the deadline, or before. */
    @SuppressWarnings("JavaUtilDate") // the engine's own type
    private @Nullable String arm(List<Job> timers, Instant deadline) {
        Date due = BotVariables.timer(deadline);
        for (Job timer : timers) {
            if (isGoing(timer) && !timer.getDuedate().after(due)) {
                return null;
            }
        }
        Job timer = timers.get(0);
        boolean going = isGoing(timer);
        setGoing(timer);
        if (timer.getDuedate() == null || timer.getDuedate().after(due)) {
            management.setJobDuedate(timer.getId(), due, false);
        }
        return going ? "its timer was due too late" : "its timer had been stopped";
    }

    private static boolean isGoing(Job timer) {
        return timer.getRetries() > 0 && !timer.isSuspended() && timer.getDuedate() != null;
    }

    void setGoing(Job job) {
        if (job.isSuspended()) {
            management.activateJobById(job.getId());
        }
        if (job.getRetries() == 0) {
            management.setJobRetries(job.getId(), RETRIES);
        }
    }

    /** Cancels what the instance does, and makes it wait again. The engine creates a new timer in no other way. */
    private void waitAnew(ProcessInstance instance, @Nullable Instant deadline) {
        if (repository
                        .getBpmnModelInstance(instance.getProcessDefinitionId())
                        .getModelElementById(BotPause.BEGINS_TO_WAIT)
                == null) {
            throw new IllegalStateException(
                    "The process definition %s has no element '%s' to begin to wait at. Delete the instance, which releases its contact, or migrate it to a version that has one."
                            .formatted(instance.getProcessDefinitionId(), BotPause.BEGINS_TO_WAIT));
        }
        runtime.setVariable(instance.getId(), BotVariables.REACTIVATE_AT, BotVariables.timer(deadline));
        ProcessInstanceModificationBuilder modification = runtime.createProcessInstanceModification(instance.getId())
                .startBeforeActivity(BotPause.BEGINS_TO_WAIT);
        ActivityInstance tree = runtime.getActivityInstance(instance.getId());
        for (ActivityInstance activity : tree.getChildActivityInstances()) {
            modification.cancelActivityInstance(activity.getId());
        }
        for (TransitionInstance transition : new ArrayList<>(List.of(tree.getChildTransitionInstances()))) {
            modification.cancelTransitionInstance(transition.getId());
        }
        modification.execute();
    }
}
