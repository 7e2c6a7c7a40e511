package io.botstatus.cohort;

import io.botstatus.pause.BotPause;
import io.botstatus.pause.BotVariables;
import io.botstatus.pause.HoldPlacement;
import io.botstatus.pause.InstanceSharing;
import io.botstatus.status.hold.Expiry;
import io.botstatus.status.hold.Holds;
import java.time.Instant;
import java.util.Optional;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.variable.Variables;

/** Lets all pauses whose deadlines fall into the same window share one instance of {@code bot-pause}. */
final class CohortSharing implements InstanceSharing {

    private final RuntimeService runtime;
    private final Cohorts cohorts;

    CohortSharing(RuntimeService runtime, Cohorts cohorts) {
        this.runtime = runtime;
        this.cohorts = cohorts;
    }

    @Override
    public boolean owns(DelegateExecution execution) {
        return execution.hasVariable(BotVariables.COHORT_ENDS_AT);
    }

    @Override
    public Optional<String> instanceFor(Instant until, DelegateExecution execution) {
        // A process that calls bot-pause waits for the end of this instance, and so for the end of this pause.
        boolean isAwaited = execution.getProcessInstance().getSuperExecution() != null;
        return isAwaited || !cohorts.areOn()
                ? Optional.empty()
                : Optional.of(cohorts.instanceFor(
                        until, execution.getProcessInstanceId(), () -> start(cohorts.windowEnd(until))));
    }

    private String start(Instant windowEnd) {
        HoldPlacement none = (instance, activity) -> windowEnd;
        return runtime.createProcessInstanceByKey(BotPause.PROCESS)
                .processDefinitionWithoutTenantId()
                .setVariables(Variables.createVariables()
                        .putValue(BotVariables.COHORT_ENDS_AT, BotVariables.timer(windowEnd))
                        .putValueTyped(BotVariables.HOLDS_OF_MANY, BotVariables.handed(none)))
                .execute()
                .getProcessInstanceId();
    }

    /** The instance goes on as long as others may join. */
    @Override
    public Expiry expire(DelegateExecution execution, int turn, Holds holds) {
        String instance = execution.getProcessInstanceId();
        Expiry expiry =
                holds.expire(instance, execution.getCurrentActivityId(), turn, () -> cohorts.closeIfOver(instance));
        return cohorts.openUntil(instance)
                .map(end -> new Expiry(expiry.ended(), false, end))
                .orElse(expiry);
    }

    /** One timer at the end of the window, however many deadlines fall into it. */
    @Override
    public Instant nextTimer(Instant deadline) {
        return cohorts.windowEnd(deadline);
    }

    @Override
    public void ending(DelegateExecution execution) {
        cohorts.close(execution.getProcessInstanceId());
    }
}
