package io.botstatus.pause;

import io.botstatus.base.InvalidValueException;
import io.botstatus.engine.Executions;
import java.util.function.Supplier;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/**
 * Turns a value that cannot be used into the engine's exception for bad requests: Camunda's REST API answers it with 400 and
 * its message, a job that meets it becomes an incident with that message.
 */
public final class InputErrors {

    private InputErrors() {}

    /**
     * The same in a builder's own model, which may want to go on another way: where it catches the BPMN error
     * {@link BotPause#INVALID_VALUE}, that is thrown. An error that nobody catches would end the flow without a word, so
     * everywhere else it stays the exception.
     */
    public static <T> T refusedInModel(DelegateExecution execution, Supplier<T> step) {
        try {
            return refused(execution, step);
        } catch (BadUserRequestException e) {
            if (Executions.catches(execution, BotPause.INVALID_VALUE)) {
                throw new BpmnError(BotPause.INVALID_VALUE, e.getMessage(), e);
            }
            throw e;
        }
    }

    public static <T> T refused(DelegateExecution execution, Supplier<T> step) {
        try {
            return step.get();
        } catch (InvalidValueException e) {
            throw new BadUserRequestException("Activity '" + activity(execution) + "': " + e.getMessage(), e);
        }
    }

    /** As whoever has to mend it knows it: of a bundled process that a call activity called, the call activity. */
    private static String activity(DelegateExecution execution) {
        DelegateExecution at = execution;
        DelegateExecution caller = at.getProcessInstance().getSuperExecution();
        while (caller != null && isBundled(at)) {
            at = caller;
            caller = at.getProcessInstance().getSuperExecution();
        }
        return at.getCurrentActivityId();
    }

    private static boolean isBundled(DelegateExecution execution) {
        String process = Executions.process(execution);
        return process.equals(BotPause.PROCESS) || process.equals(BotPause.PAUSE_AND_WAIT);
    }
}
