package io.botstatus.pause;

import io.botstatus.base.InvalidValueException;
import io.botstatus.engine.Executions;
import java.util.function.Supplier;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/**
 * Turns an invalid value into the engine's exception for bad requests. Camunda's REST API answers it with 400 and its message, and
 * a job that throws it becomes an incident with that message.
 */
public final class InputErrors {

    private InputErrors() {}

    /**
     * Turns an invalid value of a builder's own model into an error. If the model catches the BPMN error
     * {@link BotPause#INVALID_VALUE}, it throws that one. Otherwise it throws the exception, because the engine ends a flow
     * silently on an uncaught BPMN error.
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

    /** The activity as the builder knows it. For a bundled process, it is the call activity that called it. */
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
