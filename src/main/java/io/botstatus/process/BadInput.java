package io.botstatus.process;

import io.botstatus.status.InvalidValueException;
import java.util.function.Supplier;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.bpmn.helper.ErrorDeclarationForProcessInstanceFinder;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.tree.ActivityExecutionHierarchyWalker;

/**
 * Turns a value that cannot be used into the engine's exception for bad requests: Camunda's REST API answers it with 400 and
 * its message, a job that meets it becomes an incident with that message.
 */
final class BadInput {

    private BadInput() {}

    /**
     * The same in a builder's own model, which may want to go on another way: where it catches the BPMN error
     * {@link BotPause#INVALID_VALUE}, that is thrown. An error that nobody catches would end the flow without a word, so
     * everywhere else it stays the exception.
     */
    static <T> T refusedInModel(DelegateExecution execution, Supplier<T> step) {
        try {
            return refused(execution, step);
        } catch (BadUserRequestException e) {
            if (isCaught((ExecutionEntity) execution)) {
                throw new BpmnError(BotPause.INVALID_VALUE, e.getMessage(), e);
            }
            throw e;
        }
    }

    private static boolean isCaught(ExecutionEntity execution) {
        var finder =
                new ErrorDeclarationForProcessInstanceFinder(null, BotPause.INVALID_VALUE, execution.getActivity());
        new ActivityExecutionHierarchyWalker(execution)
                .addScopePreVisitor(finder)
                .walkUntil(scope -> scope == null || finder.getErrorHandlerActivity() != null);
        return finder.getErrorHandlerActivity() != null;
    }

    static <T> T refused(DelegateExecution execution, Supplier<T> step) {
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
        String process = ((ExecutionEntity) execution).getProcessDefinition().getKey();
        return process.equals(BotPause.PROCESS) || process.equals(BotPause.PAUSE_AND_WAIT);
    }
}
