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
    private final PauseKeepers keepers;

    ReactivateContactBot(Holds holds, PauseInstances instances, PauseKeepers keepers) {
        this.holds = holds;
        this.instances = instances;
        this.keepers = keepers;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String instance = execution.getProcessInstanceId();
        String activity = execution.getCurrentActivityId();
        boolean isCohort = PauseKeepers.isCohort(execution);
        boolean isOfMany = isCohort
                || execution.hasVariable(BotBulkChange.BULK_CHANGE_ID)
                || execution.hasVariable(BotVariables.REPAIRED);
        int turn = isOfMany ? instances.turn() : 1;
        Expiry expiry =
                isCohort ? holds.expireCohort(instance, activity, turn) : holds.expire(instance, activity, turn);
        BotVariables.setTransient(execution, BotVariables.OVER, expiry.over());
        if (!expiry.over()) {
            execution.setVariable(
                    BotVariables.REACTIVATE_AT,
                    BotVariables.timer(isCohort ? keepers.nextLook(expiry.until()) : expiry.until()));
        }
        instances.tell(expiry.ended());
    }
}
