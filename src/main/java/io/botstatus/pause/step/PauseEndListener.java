package io.botstatus.pause.step;

import io.botstatus.engine.Executions;
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
    private final Supplier<Companions> companions;

    PauseEndListener(
            Supplier<List<InstanceSharing>> sharings,
            Supplier<Holds> holds,
            Supplier<PauseInstances> instances,
            Supplier<Companions> companions) {
        this.sharings = sharings;
        this.holds = holds;
        this.instances = instances;
        this.companions = companions;
    }

    @Override
    public void notify(DelegateExecution execution) {
        sharings.get().stream()
                .filter(sharing -> sharing.owns(execution))
                .forEach(sharing -> sharing.ending(execution));
        if (companions.get().ended(execution.getProcessInstanceId()).filter(Expiry::over).isPresent()) {
            return; // its holds have ended with those of others
        }
        instances.get().tell(holds.get().abandon(execution.getProcessInstanceId(), reason(execution)));
    }

    /** The reason that an operator gave for deleting the instance. */
    private static String reason(DelegateExecution execution) {
        String given = Executions.deleteReason(execution);
        return given == null ? "The process instance ended" : "The process instance was deleted: " + given;
    }
}
