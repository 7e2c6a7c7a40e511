package io.botstatus.pause.step;

import io.botstatus.engine.Executions;
import io.botstatus.pause.BotVariables;
import io.botstatus.pause.InstanceSharing;
import io.botstatus.pause.PauseInstances;
import io.botstatus.status.hold.Expiry;
import io.botstatus.status.hold.Holds;
import java.util.List;
import java.util.function.Supplier;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

/**
 * Releases the remaining holds whenever an instance of {@code bot-pause} ends, for any reason. It is a built-in listener, since
 * Cockpit's "skip custom listeners" must not leave a contact paused for good.
 */
final class PauseEndListener implements ExecutionListener {

    private final Supplier<List<InstanceSharing>> sharings;
    private final Supplier<Holds> holds;
    private final Supplier<PauseInstances> instances;

    PauseEndListener(
            Supplier<List<InstanceSharing>> sharings, Supplier<Holds> holds, Supplier<PauseInstances> instances) {
        this.sharings = sharings;
        this.holds = holds;
        this.instances = instances;
    }

    @Override
    public void notify(DelegateExecution execution) {
        sharings.get().stream()
                .filter(sharing -> sharing.owns(execution))
                .forEach(sharing -> sharing.ending(execution));
        if (BotVariables.handedOnIfAny(execution, BotVariables.ENDED, Expiry.class)
                .filter(Expiry::over)
                .isPresent()) {
            return; // its timer has just found that it has no hold left
        }
        instances.get().tell(holds.get().abandon(execution.getProcessInstanceId(), reason(execution)));
    }

    /** The reason that an operator gave for deleting the instance. */
    private static String reason(DelegateExecution execution) {
        String given = Executions.deleteReason(execution);
        return given == null ? "The process instance ended" : "The process instance was deleted: " + given;
    }
}
