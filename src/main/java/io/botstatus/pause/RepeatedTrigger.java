package io.botstatus.pause;

import io.botstatus.engine.DecisionVersions;
import io.botstatus.status.hold.Holds;
import io.botstatus.status.hold.TriggerOutcome;
import java.util.Optional;

/** A repeated trigger. The policy that made the live hold would decide the same again, so one statement moves the deadline. */
final class RepeatedTrigger implements PauseShortcut {

    private final Holds holds;
    private final DecisionVersions policy;

    RepeatedTrigger(Holds holds, DecisionVersions policy) {
        this.holds = holds;
        this.policy = policy;
    }

    @Override
    public Optional<TriggerOutcome> take(Trigger trigger) {
        return holds.repeat(
                trigger.contact(),
                trigger.cause(),
                trigger.policyKey(policy.latest()),
                trigger.happened(),
                trigger.source());
    }
}
