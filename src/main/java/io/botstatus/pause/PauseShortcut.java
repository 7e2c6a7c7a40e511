package io.botstatus.pause;

import io.botstatus.status.hold.Pause;
import io.botstatus.status.hold.TriggerOutcome;
import java.util.Optional;

/** A path for a trigger without a process instance and a decision. The first bean of this type that applies takes the trigger. */
public interface PauseShortcut {

    /**
     * Handles the trigger in a transaction of its own. Call this outside a transaction, which a collision would doom.
     *
     * @return the outcome; empty if the process is needed
     */
    Optional<TriggerOutcome> take(Trigger trigger);

    /**
     * Called with each decision of the policy.
     *
     * @param policyId the version of the policy
     * @param seesContact whether the policy read the contact, so that the decision may be for this contact alone
     */
    default void decided(Pause pause, String policyId, boolean seesContact) {}
}
