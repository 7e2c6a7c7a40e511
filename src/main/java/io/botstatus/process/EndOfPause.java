package io.botstatus.process;

import io.botstatus.status.Cohorts;
import io.botstatus.status.Holds;
import java.util.function.Supplier;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;

/**
 * Runs whenever an instance of {@code bot-pause} ends, by whatever hand: holds that it still has go with it. A built-in
 * listener, since Cockpit's "skip custom listeners" must not leave a contact paused for good.
 */
final class EndOfPause implements ExecutionListener {

    private final Supplier<Cohorts> cohorts;
    private final Supplier<Holds> holds;
    private final Supplier<PauseInstances> instances;

    EndOfPause(Supplier<Cohorts> cohorts, Supplier<Holds> holds, Supplier<PauseInstances> instances) {
        this.cohorts = cohorts;
        this.holds = holds;
        this.instances = instances;
    }

    @Override
    public void notify(DelegateExecution execution) {
        if (PauseKeepers.isCohort(execution)) {
            cohorts.get().close(execution.getProcessInstanceId());
        }
        instances.get().tell(holds.get().abandon(execution.getProcessInstanceId(), reason(execution)));
    }

    /** With the reason that an operator gave for deleting the instance. */
    private static String reason(DelegateExecution execution) {
        String given = execution instanceof ExecutionEntity ended ? ended.getDeleteReason() : null;
        return given == null ? "The process instance ended" : "The process instance was deleted: " + given;
    }
}
