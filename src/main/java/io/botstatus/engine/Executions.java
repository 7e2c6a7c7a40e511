package io.botstatus.engine;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.bpmn.behavior.MultiInstanceActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.helper.ErrorDeclarationForProcessInstanceFinder;
import org.camunda.bpm.engine.impl.core.variable.scope.AbstractVariableScope;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.tree.ActivityExecutionHierarchyWalker;
import org.jspecify.annotations.Nullable;

/** Answers questions about an execution that the engine's API does not answer. */
public final class Executions {

    private Executions() {}

    /** The id of the process that the execution belongs to. */
    public static String process(DelegateExecution execution) {
        return ((ExecutionEntity) execution).getProcessDefinition().getKey();
    }

    /**
     * The activity's own variables: its input parameters and, in a multi-instance loop, the loop's variables. Without parameters an
     * activity is no scope, and has none.
     */
    public static Map<String, Object> inputs(DelegateExecution execution) {
        ActivityImpl activity = ((ExecutionEntity) execution).getActivity();
        return activity.isScope() || isRepeated(activity) ? execution.getVariablesLocal() : Map.of();
    }

    /** In a loop the activity is no scope: each repetition has its parameters in an execution of the loop's body. */
    private static boolean isRepeated(ActivityImpl activity) {
        return activity.getFlowScope() instanceof ActivityImpl scope
                && scope.getActivityBehavior() instanceof MultiInstanceActivityBehavior;
    }

    /** Whether the process instance may have other tokens: a single one needs no execution below the instance's own. */
    public static boolean mayBeOneOfSeveral(DelegateExecution execution) {
        return !execution.getId().equals(execution.getProcessInstanceId());
    }

    /** The scope around this one; null if it is the process instance. */
    public static @Nullable VariableScope around(VariableScope scope) {
        return ((AbstractVariableScope) scope).getParentVariableScope();
    }

    /** Whether the model catches a BPMN error of this code at the execution, or in a process that called it. */
    public static boolean catches(DelegateExecution execution, String errorCode) {
        ExecutionEntity entity = (ExecutionEntity) execution;
        var finder = new ErrorDeclarationForProcessInstanceFinder(null, errorCode, entity.getActivity());
        new ActivityExecutionHierarchyWalker(entity)
                .addScopePreVisitor(finder)
                .walkUntil(scope -> scope == null || finder.getErrorHandlerActivity() != null);
        return finder.getErrorHandlerActivity() != null;
    }

    /** Why an operator deletes the process instance, in the operator's words; null if it ends on its own. */
    public static @Nullable String deleteReason(DelegateExecution execution) {
        return execution instanceof ExecutionEntity ended ? ended.getDeleteReason() : null;
    }
}
