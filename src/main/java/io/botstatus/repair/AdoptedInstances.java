package io.botstatus.repair;

import io.botstatus.pause.BotVariables;
import io.botstatus.pause.InstanceSharing;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** One instance of {@code bot-pause} that a repair has started for the holds of several contacts. */
final class AdoptedInstances implements InstanceSharing {

    @Override
    public boolean owns(DelegateExecution execution) {
        return execution.hasVariable(BotVariables.REPAIRED);
    }
}
