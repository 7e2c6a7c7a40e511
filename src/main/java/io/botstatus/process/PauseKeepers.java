package io.botstatus.process;

import io.botstatus.status.Cohorts;
import java.time.Instant;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.variable.Variables;
import org.jspecify.annotations.Nullable;

/** Which instance of {@code bot-pause} stands for a pause: the one that was started for it, or one for all of its window of time. */
final class PauseKeepers {

    private final RuntimeService runtime;
    private final Cohorts cohorts;

    PauseKeepers(RuntimeService runtime, Cohorts cohorts) {
        this.runtime = runtime;
        this.cohorts = cohorts;
    }

    /** @param until the deadline; null if the pause lasts until released */
    String keeper(Instant until, DelegateExecution execution) {
        String own = execution.getProcessInstanceId();
        // Whoever calls the process waits for the end of this instance, and so for the end of this pause.
        boolean isAwaited = execution.getProcessInstance().getSuperExecution() != null;
        return isAwaited || !cohorts.areOn()
                ? own
                : cohorts.instanceFor(until, own, () -> start(cohorts.windowEnd(until)));
    }

    private String start(Instant windowEnd) {
        HoldsOfMany none = (instance, activity) -> windowEnd;
        return runtime.createProcessInstanceByKey(BotPause.PROCESS)
                .processDefinitionWithoutTenantId()
                .setVariables(Variables.createVariables()
                        .putValue(BotVariables.COHORT_ENDS_AT, BotVariables.timer(windowEnd))
                        .putValueTyped(BotVariables.HOLDS_OF_MANY, BotVariables.handed(none)))
                .execute()
                .getProcessInstanceId();
    }

    static boolean isCohort(DelegateExecution execution) {
        return execution.hasVariable(BotVariables.COHORT_ENDS_AT);
    }

    /** When the instance of a cohort looks again: at the end of a window, however many deadlines fall into it. */
    @Nullable
    Instant nextLook(@Nullable Instant deadline) {
        return deadline == null ? null : cohorts.windowEnd(deadline);
    }
}
