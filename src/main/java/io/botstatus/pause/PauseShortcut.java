package io.botstatus.pause;

import io.botstatus.status.hold.Pause;
import io.botstatus.status.hold.TriggerOutcome;
import java.util.Optional;

/** A way for a trigger that needs neither a process instance nor a decision. The first bean of this type that can takes it. */
public interface PauseShortcut {

    /**
     * Does what the trigger asks for, in a transaction of its own. To be called outside a transaction: a collision inside one would
     * doom it, and the process meets none.
     *
     * @return what came of it; nothing if the process is needed
     */
    Optional<TriggerOutcome> take(Trigger trigger);

    /**
     * Hears what the policy has decided.
     *
     * @param policyId the version of the policy
     * @param seesContact whether the policy was given the contact, so that the decision may be for this contact alone
     */
    default void decided(Pause pause, String policyId, boolean seesContact) {}
}
