package io.botstatus.bulk;

import io.botstatus.pause.InstanceSharing;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** One instance of {@code bot-pause} for each batch of a bulk change. */
final class BulkSharing implements InstanceSharing {

    @Override
    public boolean owns(DelegateExecution execution) {
        return execution.hasVariable(BotBulkChange.BULK_CHANGE_ID);
    }
}
