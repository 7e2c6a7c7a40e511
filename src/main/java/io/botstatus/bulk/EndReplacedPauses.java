package io.botstatus.bulk;

import io.botstatus.pause.PauseInstances;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/** The task "End replaced pauses". It ends process instances whose contacts wait in another instance now, or are active. */
final class EndReplacedPauses implements JavaDelegate {

    /** One transaction ends this many well within the lease of a job. */
    private static final int AT_A_TIME = 100;

    private final BulkHolds bulk;
    private final BulkChangeStore store;
    private final PauseInstances instances;

    EndReplacedPauses(BulkHolds bulk, BulkChangeStore store, PauseInstances instances) {
        this.bulk = bulk;
        this.store = store;
        this.instances = instances;
    }

    @Override
    public void execute(DelegateExecution execution) {
        UUID change = ChangeNextContacts.id(execution);
        instances.releaseLeft(bulk.takeLeft(change, AT_A_TIME));
        execution.setVariable(BotBulkChange.REPLACED, store.hasLeft(change));
    }
}
