package io.botstatus.bulk;

import io.botstatus.pause.BotVariables;
import io.botstatus.pause.PauseInstances;
import io.botstatus.status.hold.Expiry;
import io.botstatus.status.hold.Holds;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/** The task "Take back next batch". It releases the rest of one pause of a bulk change. */
final class TakeBackNextBatch implements JavaDelegate {

    private final BulkHolds bulk;
    private final BulkChangeStore store;
    private final Holds holds;
    private final PauseInstances instances;

    TakeBackNextBatch(BulkHolds bulk, BulkChangeStore store, Holds holds, PauseInstances instances) {
        this.bulk = bulk;
        this.store = store;
        this.holds = holds;
        this.instances = instances;
    }

    @Override
    public void execute(DelegateExecution execution) {
        UUID change = ChangeNextContacts.id(execution);
        store.setProcessInstance(change, execution.getProcessInstanceId());
        Optional<String> pause = bulk.nextPause(change);
        pause.ifPresent(instance -> takeBack(instance, execution));
        execution.setVariable(BotBulkChange.MORE, pause.isPresent());
    }

    private void takeBack(String pause, DelegateExecution execution) {
        Expiry released = holds.release(
                pause,
                (String) execution.getVariable(BotVariables.REQUESTED_BY),
                "Bulk change " + execution.getProcessBusinessKey() + " was undone",
                execution.getCurrentActivityId(),
                instances.turn());
        instances.tell(released.ended());
        if (released.over()) {
            store.deletePause(pause);
            instances.releaseLeft(List.of(pause));
        }
    }
}
