package io.botstatus.pause.step;

import io.botstatus.pause.BotVariables;
import io.botstatus.pause.InstanceSharing;
import io.botstatus.pause.PauseInstances;
import io.botstatus.status.hold.Expiry;
import io.botstatus.status.hold.Holds;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.jspecify.annotations.Nullable;

/**
 * The task "Reactivate contact bot", after the timer. It records the ends of holds whose deadlines have passed, or reads when to
 * come again because the deadline has moved.
 */
final class ReactivateContactBot implements JavaDelegate {

    private final Holds holds;
    private final PauseInstances instances;
    private final List<InstanceSharing> sharings;
    private final EarlyTimers timers;
    private final Companions companions;

    ReactivateContactBot(
            Holds holds,
            PauseInstances instances,
            List<InstanceSharing> sharings,
            EarlyTimers timers,
            Companions companions) {
        this.holds = holds;
        this.instances = instances;
        this.sharings = sharings;
        this.timers = timers;
        this.companions = companions;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Expiry ended = companions.ended(execution.getProcessInstanceId()).orElse(null);
        if (ended != null) {
            follow(ended, null, execution);
            return;
        }
        InstanceSharing sharing =
                sharings.stream().filter(one -> one.owns(execution)).findFirst().orElse(null);
        Expiry expiry = sharing == null
                ? holds.expire(execution.getProcessInstanceId(), execution.getCurrentActivityId(), 1)
                : sharing.expire(execution, instances.turn(), holds);
        follow(expiry, sharing, execution);
        instances.tell(expiry.ended());
        if (sharing == null) {
            companions.takeAlong(execution.getCurrentActivityId());
        }
    }

    private void follow(Expiry expiry, @Nullable InstanceSharing sharing, DelegateExecution execution) {
        BotVariables.setTransient(execution, BotVariables.OVER, expiry.over());
        if (sharing == null) {
            BotVariables.handOn(execution, BotVariables.ENDED, expiry);
        }
        if (expiry.over()) {
            instances.releaseOtherTokens(execution);
        } else {
            execution.setVariable(BotVariables.REACTIVATE_AT, next(expiry.until(), sharing, execution));
        }
    }

    private @Nullable Date next(
            @Nullable Instant until, @Nullable InstanceSharing sharing, DelegateExecution execution) {
        return until == null ? null : timers.next(sharing == null ? until : sharing.nextTimer(until), execution);
    }
}
