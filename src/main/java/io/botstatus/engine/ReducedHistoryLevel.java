package io.botstatus.engine;

import java.util.Set;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.engine.ActivityTypes;
import org.camunda.bpm.engine.impl.bpmn.helper.BpmnProperties;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.camunda.bpm.engine.impl.history.event.HistoricVariableUpdateEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEventType;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.jspecify.annotations.Nullable;

/**
 * The engine's own history level without details of a frequent process that no one reads: changes of variables, timers, inputs and
 * outputs of the policy, gateways. The plugin's history tells who paused whom, why and until when. Instances, events, tasks, last
 * variables, failed jobs and incidents are kept as the level says.
 *
 * <p>It has the id and name of the original level, so that the engine finds in its database what it expects.
 */
final class ReducedHistoryLevel implements HistoryLevel {

    private static final Set<HistoryEventType> LEFT_OUT = Set.of(
            HistoryEventTypes.VARIABLE_INSTANCE_UPDATE_DETAIL,
            HistoryEventTypes.JOB_CREATE,
            HistoryEventTypes.JOB_SUCCESS,
            HistoryEventTypes.JOB_DELETE,
            HistoryEventTypes.DMN_DECISION_EVALUATE);

    private static final Set<HistoryEventType> LEFT_OUT_OF_GATEWAYS =
            Set.of(HistoryEventTypes.ACTIVITY_INSTANCE_START, HistoryEventTypes.ACTIVITY_INSTANCE_END);

    private static final String TYPE = BpmnProperties.TYPE.getName();

    private final HistoryLevel level;
    private final EngineExtension.FrequentProcess frequent;

    ReducedHistoryLevel(HistoryLevel level, EngineExtension.FrequentProcess frequent) {
        this.level = level;
        this.frequent = frequent;
    }

    /** Reduces the level, unless it is reduced already, or not known yet because the engine reads it from the database. */
    static void plugIn(ProcessEngineConfigurationImpl configuration, EngineExtension.FrequentProcess frequent) {
        HistoryLevel level = configuration.getHistoryLevel();
        if (level != null && !(level instanceof ReducedHistoryLevel)) {
            configuration.setHistoryLevel(new ReducedHistoryLevel(level, frequent));
        }
    }

    @Override
    public int getId() {
        return level.getId();
    }

    @Override
    public String getName() {
        return level.getName();
    }

    @Override
    public boolean isHistoryEventProduced(HistoryEventType type, @Nullable Object entity) {
        return level.isHistoryEventProduced(type, entity)
                && !(LEFT_OUT.contains(type) && isOurs(entity))
                && !(LEFT_OUT_OF_GATEWAYS.contains(type) && isOurGateway(entity));
    }

    private boolean isOurs(@Nullable Object entity) {
        if (entity instanceof HistoricVariableUpdateEventEntity variable) {
            return frequent.process().equals(variable.getProcessDefinitionKey());
        }
        if (entity instanceof JobEntity job) {
            return frequent.process().equals(job.getProcessDefinitionKey());
        }
        return entity instanceof DmnDecision decision && decision.getKey().equals(frequent.decision());
    }

    private boolean isOurGateway(@Nullable Object entity) {
        return entity instanceof ExecutionEntity execution
                && execution.getActivity() != null
                && ActivityTypes.GATEWAY_EXCLUSIVE.equals(
                        execution.getActivity().getProperty(TYPE))
                && frequent.process().equals(execution.getProcessDefinition().getKey());
    }
}
