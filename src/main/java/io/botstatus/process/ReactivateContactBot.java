package io.botstatus.process;

import io.botstatus.status.Expiry;
import io.botstatus.status.Holds;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/**
 * The task "Reactivate contact bot", after the timer: does the bookkeeping for deadlines that have passed, or learns that the
 * deadline has moved and when to come again.
 */
final class ReactivateContactBot implements JavaDelegate {

    private final Holds holds;
    private final PauseInstances instances;

    ReactivateContactBot(Holds holds, PauseInstances instances) {
        this.holds = holds;
        this.instances = instances;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Expiry expiry = holds.expire(execution.getProcessInstanceId(), execution.getCurrentActivityId());
        BotVariables.setTransient(execution, BotVariables.OVER, expiry.over());
        if (!expiry.over()) {
            execution.setVariable(BotVariables.REACTIVATE_AT, BotVariables.timer(expiry.until()));
        }
        instances.tell(expiry.ended());
    }
}
