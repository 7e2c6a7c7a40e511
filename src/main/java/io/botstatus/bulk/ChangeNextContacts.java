package io.botstatus.bulk;

import io.botstatus.base.InvalidValueException;
import io.botstatus.pause.BotPause;
import io.botstatus.pause.BotVariables;
import io.botstatus.pause.HoldPlacement;
import io.botstatus.pause.InputErrors;
import io.botstatus.pause.PauseInstances;
import io.botstatus.status.BotStatus;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.variable.Variables;

/** The task "Change next contacts". It changes one batch of a bulk change. */
final class ChangeNextContacts implements JavaDelegate {

    private final RuntimeService runtime;
    private final BulkHolds bulk;
    private final BulkChangeStore store;
    private final PauseInstances instances;

    ChangeNextContacts(RuntimeService runtime, BulkHolds bulk, BulkChangeStore store, PauseInstances instances) {
        this.runtime = runtime;
        this.bulk = bulk;
        this.store = store;
        this.instances = instances;
    }

    @Override
    public void execute(DelegateExecution execution) {
        UUID change = id(execution);
        store.setProcessInstance(change, execution.getProcessInstanceId());
        Optional<Batch> batch = bulk.next(change, instances.turn());
        batch.ifPresent(next -> change(next, execution));
        execution.setVariable(BotBulkChange.MORE, batch.map(Batch::more).orElse(false));
        execution.setVariable(BotBulkChange.REPLACED, store.hasLeft(change));
    }

    static UUID id(DelegateExecution execution) {
        Object id = execution.getVariable(BotBulkChange.BULK_CHANGE_ID);
        return InputErrors.refused(execution, () -> {
            try {
                return UUID.fromString(String.valueOf(id));
            } catch (IllegalArgumentException e) {
                throw new InvalidValueException(BotBulkChange.BULK_CHANGE_ID, id, "the id of a bulk change, a UUID");
            }
        });
    }

    private void change(Batch batch, DelegateExecution execution) {
        if (batch.contacts().isEmpty()) {
            bulk.skip(batch); // all have changed since they were found
        } else if (batch.change().request().status() == BotStatus.ACTIVE) {
            instances.tell(bulk.release(batch, execution.getProcessInstanceId(), execution.getCurrentActivityId()));
        } else {
            pause(batch);
        }
    }

    /** Pauses the batch by one instance of bot-pause, whose timer reactivates all of its contacts. */
    private void pause(Batch batch) {
        BulkRequest request = batch.change().request();
        HoldPlacement holds = (instance, activity) -> {
            instances.tell(bulk.place(batch, instance, activity));
            return request.until();
        };
        runtime.createProcessInstanceByKey(BotPause.PROCESS)
                .processDefinitionWithoutTenantId()
                .setVariables(Variables.createVariables()
                        .putValue(
                                BotBulkChange.BULK_CHANGE_ID,
                                batch.change().id().toString())
                        .putValueTyped(BotVariables.HOLDS_OF_MANY, BotVariables.handed(holds)))
                .execute();
    }
}
