package io.botstatus.bulk;

import io.botstatus.pause.InstanceSharing;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Lets each batch of a bulk change have one instance of {@code bot-pause}. */
final class BulkSharing implements InstanceSharing {

    @Override
    public boolean owns(DelegateExecution execution) {
        return execution.hasVariable(BotBulkChange.BULK_CHANGE_ID);
    }
}
