package io.botstatus.pause;

import io.botstatus.status.hold.Expiry;
import io.botstatus.status.hold.Holds;
import java.time.Instant;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/**
 * A feature that lets one instance of {@code bot-pause} stand for the holds of several contacts. The steps of the process ask each
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
     * @return empty if that instance does
     */
    default Optional<String> instanceFor(Instant until, DelegateExecution execution) {
        return Optional.empty();
    }

    /**
     * Ends the due holds of an instance that this feature owns.
     *
     * @param turn how many contacts at most
     */
    default Expiry expire(DelegateExecution execution, int turn, Holds holds) {
        return holds.expire(execution.getProcessInstanceId(), execution.getCurrentActivityId(), turn);
    }

    /** When an instance that this feature owns looks again, if the next of its holds ends at the deadline. */
    default Instant nextTimer(Instant deadline) {
        return deadline;
    }

    /** Called before an instance that this feature owns ends. */
    default void ending(DelegateExecution execution) {}
}
