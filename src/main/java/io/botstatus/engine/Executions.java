package io.botstatus.engine;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.bpmn.helper.ErrorDeclarationForProcessInstanceFinder;
import org.camunda.bpm.engine.impl.core.variable.scope.AbstractVariableScope;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.tree.ActivityExecutionHierarchyWalker;
import org.jspecify.annotations.Nullable;

/** What a delegate or listener may ask about the execution that it is given, and the engine's API does not tell. */
public final class Executions {

    private Executions() {}

    /** The id of the process that the execution belongs to. */
    public static String process(DelegateExecution execution) {
        return ((ExecutionEntity) execution).getProcessDefinition().getKey();
    }

    /** The activity's own variables, which are its input parameters. Without such parameters an activity is no scope, and has none. */
    public static Map<String, Object> inputs(DelegateExecution execution) {
        return ((ExecutionEntity) execution).getActivity().isScope() ? execution.getVariablesLocal() : Map.of();
    }

    /** The scope around this one; null if it is the process instance. */
    public static @Nullable VariableScope around(VariableScope scope) {
        return ((AbstractVariableScope) scope).getParentVariableScope();
    }

    /** Whether the model catches a BPMN error of this code where the execution is, or in a process that called it. */
    public static boolean catches(DelegateExecution execution, String errorCode) {
        ExecutionEntity entity = (ExecutionEntity) execution;
        var finder = new ErrorDeclarationForProcessInstanceFinder(null, errorCode, entity.getActivity());
        new ActivityExecutionHierarchyWalker(entity)
                .addScopePreVisitor(finder)
                .walkUntil(scope -> scope == null || finder.getErrorHandlerActivity() != null);
        return finder.getErrorHandlerActivity() != null;
    }

    /** Why the process instance is deleted, in the words of the operator who deletes it; null if it ends by itself. */
    public static @Nullable String deleteReason(DelegateExecution execution) {
        return execution instanceof ExecutionEntity ended ? ended.getDeleteReason() : null;
    }
}
