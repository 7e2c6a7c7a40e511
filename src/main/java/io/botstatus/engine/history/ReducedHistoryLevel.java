package io.botstatus.engine.history;

import io.botstatus.engine.model.BundledVersions;
import java.util.Set;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.context.CoreExecutionContext;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.camunda.bpm.engine.impl.history.event.HistoryEventType;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.VariableInstanceEntity;
import org.jspecify.annotations.Nullable;

/**
 * The engine's own history level, except that of an instance of a bundled process it keeps one row: that of the process instance,
 * with its beginning and end. The plugin's history tells who paused whom, why and until when. Incidents, failed jobs and what
 * operators did are kept as the level says, since they concern people. Versions that a builder deployed, and all other processes,
 * have the whole level.
 *
 * <p>It has the id and name of the original level, so that the engine finds in its database what it expects.
 */
final class ReducedHistoryLevel implements HistoryLevel {

    private static final Set<HistoryEventType> LEFT_OUT = Set.of(
            HistoryEventTypes.ACTIVITY_INSTANCE_START,
            HistoryEventTypes.ACTIVITY_INSTANCE_UPDATE,
            HistoryEventTypes.ACTIVITY_INSTANCE_END,
            HistoryEventTypes.VARIABLE_INSTANCE_CREATE,
            HistoryEventTypes.VARIABLE_INSTANCE_UPDATE,
            HistoryEventTypes.VARIABLE_INSTANCE_DELETE,
            HistoryEventTypes.FORM_PROPERTY_UPDATE,
            HistoryEventTypes.JOB_CREATE,
            HistoryEventTypes.JOB_SUCCESS,
            HistoryEventTypes.JOB_DELETE,
            HistoryEventTypes.DMN_DECISION_EVALUATE);

    private final HistoryLevel level;
    private final BundledVersions bundled;

    ReducedHistoryLevel(HistoryLevel level, BundledVersions bundled) {
        this.level = level;
        this.bundled = bundled;
    }

    @Override
    public int getId() {
        return level.getId();
    }

    @Override
    public String getName() {
        return level.getName();
    }

    /** @param entity null while a model is parsed, when the engine asks whether such events are possible at all */
    @Override
    public boolean isHistoryEventProduced(HistoryEventType type, @Nullable Object entity) {
        return level.isHistoryEventProduced(type, entity)
                && !(LEFT_OUT.contains(type) && bundled.contains(processDefinitionId(entity)));
    }

    private static @Nullable String processDefinitionId(@Nullable Object entity) {
        if (entity instanceof ExecutionEntity execution) {
            return execution.getProcessDefinitionId();
        }
        if (entity instanceof VariableInstanceEntity variable) {
            return variable.getProcessDefinitionId();
        }
        if (entity instanceof JobEntity job) {
            return job.getProcessDefinitionId();
        }
        return entity instanceof DmnDecision ? evaluatingProcess() : null;
    }

    /** The process whose step evaluates a decision; null if a caller of the engine does. */
    private static @Nullable String evaluatingProcess() {
        CoreExecutionContext<?> context = Context.getCoreExecutionContext();
        return context != null && context.getExecution() instanceof ExecutionEntity execution
                ? execution.getProcessDefinitionId()
                : null;
    }
}
