package io.botstatus.process;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;

/**
 * The input parameters of a builder's activity. Process variables don't count, though they may have the same names: a flow that
 * {@code bot.statusChanged} started has a {@code cause} and a {@code reactivateAt}, and they are not its own wishes.
 */
final class ActivityInputs {

    private ActivityInputs() {}

    static Map<String, Object> of(DelegateExecution execution) {
        // Without input parameters an activity is no scope, and runs in the scope around it.
        return ((ExecutionEntity) execution).getActivity().isScope() ? execution.getVariablesLocal() : Map.of();
    }
}
