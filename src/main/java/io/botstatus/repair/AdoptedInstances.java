package io.botstatus.repair;

import io.botstatus.pause.BotVariables;
import io.botstatus.pause.InstanceSharing;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Lets one instance of {@code bot-pause} that a repair has started stand for the holds of several contacts. */
final class AdoptedInstances implements InstanceSharing {

    @Override
    public boolean owns(DelegateExecution execution) {
        return execution.hasVariable(BotVariables.REPAIRED);
    }
}
