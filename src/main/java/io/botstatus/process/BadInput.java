package io.botstatus.process;

import io.botstatus.status.InvalidValueException;
import java.util.function.Supplier;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/**
 * Turns a value that cannot be used into the engine's exception for bad requests: Camunda's REST API answers it with 400 and
 * its message, a job that meets it becomes an incident with that message.
 */
final class BadInput {

    private BadInput() {}

    static <T> T refused(DelegateExecution execution, Supplier<T> step) {
        try {
            return step.get();
        } catch (InvalidValueException e) {
            throw new BadUserRequestException(
                    "Activity '" + execution.getCurrentActivityId() + "': " + e.getMessage(), e);
        }
    }
}
