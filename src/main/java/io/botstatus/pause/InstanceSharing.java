package io.botstatus.pause;

import io.botstatus.status.hold.Expiry;
import io.botstatus.status.hold.Holds;
import java.time.Instant;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/**
 * A feature by which one instance of {@code bot-pause} stands for the holds of several contacts. The steps of the process ask each
 * bean of this type.
 */
public interface InstanceSharing {

    /** Whether this feature has started the instance, or taken it over. */
    boolean owns(DelegateExecution execution);

    /**
     * The instance that stands for a new hold.
     *
     * @param until the deadline of the hold
     * @param execution of the instance that was started for the hold alone
     * @return nothing if that instance does
     */
    default Optional<String> instanceFor(Instant until, DelegateExecution execution) {
        return Optional.empty();
    }

    /**
     * Ends the holds of an instance of its own that are due.
     *
     * @param turn how many contacts have their turn at a time
     */
    default Expiry expire(DelegateExecution execution, int turn, Holds holds) {
        return holds.expire(execution.getProcessInstanceId(), execution.getCurrentActivityId(), turn);
    }

    /** When an instance of its own looks again, where the next of its holds ends at the deadline. */
    default Instant nextTimer(Instant deadline) {
        return deadline;
    }

    /** Hears that an instance of its own is about to end. */
    default void ending(DelegateExecution execution) {}
}
