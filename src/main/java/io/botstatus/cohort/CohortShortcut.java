package io.botstatus.cohort;

import io.botstatus.pause.BotPause;
import io.botstatus.pause.PauseInstances;
import io.botstatus.pause.PauseShortcut;
import io.botstatus.pause.Trigger;
import io.botstatus.status.hold.Pause;
import io.botstatus.status.hold.TriggerOutcome;
import java.util.Optional;

/**
 * Lets a contact's first pause join a cohort by one statement, if the policy has decided on the same attributes lately. A
 * notification target hears of a change by its process, so with one the engine does all of it.
 */
final class CohortShortcut implements PauseShortcut {

    private final DecisionCache decisions;
    private final Cohorts cohorts;
    private final PauseInstances instances;

    CohortShortcut(DecisionCache decisions, Cohorts cohorts, PauseInstances instances) {
        this.decisions = decisions;
        this.cohorts = cohorts;
        this.instances = instances;
    }

    @Override
    public Optional<TriggerOutcome> take(Trigger trigger) {
        String policyId = decisions.policyId();
        return policyId == null || instances.tellsOthers()
                ? Optional.empty()
                : decisions.pause(trigger, policyId).flatMap(pause -> join(trigger, pause, policyId));
    }

    private Optional<TriggerOutcome> join(Trigger trigger, Pause pause, String policyId) {
        return cohorts.pause(
                trigger.contact(),
                pause,
                trigger.source(),
                new Cohorts.Guard(BotPause.POLICY, policyId, instances.tellsProcesses(), BotPause.STATUS_CHANGED));
    }

    @Override
    public void decided(Pause pause, String policyId, boolean seesContact) {
        decisions.learn(pause, policyId, seesContact);
    }
}
