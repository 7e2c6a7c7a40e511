package io.botstatus.engine.history;

import io.botstatus.engine.model.BundledVersions;
import java.util.Collections;
import java.util.Date;
import java.util.Map;
import java.util.WeakHashMap;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.producer.CacheAwareHistoryEventProducer;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.HistoricVariableInstanceEntity;
import org.camunda.bpm.engine.impl.persistence.entity.VariableInstanceEntity;
import org.jspecify.annotations.Nullable;

/**
 * Saves updates at the end of an instance. The engine writes into sixteen history tables from when on the instance's rows may be
 * cleaned up. An instance of a bundled process commonly has one row, so:
 *
 * <ol>
 *   <li>The event of the end carries the time, and the update that ends the row sets it.
 *   <li>When the command is over, one statement asks which of the instances that it has ended have rows in other tables.
 *   <li>Only for these does the engine update all tables.
 * </ol>
 *
 * <p>The command must be over, because the log of what an operator did to an instance is written after its end. Thread-safe.
 */
final class RemovalTimeProducer extends CacheAwareHistoryEventProducer {

    private final BundledVersions bundled;
    private final KeptHistory kept;
    private final Map<CommandContext, EndedInstances> ended = Collections.synchronizedMap(new WeakHashMap<>());

    RemovalTimeProducer(BundledVersions bundled, KeptHistory kept) {
        this.bundled = bundled;
        this.kept = kept;
    }

    @Override
    public HistoryEvent createProcessInstanceEndEvt(DelegateExecution execution) {
        HistoryEvent end = super.createProcessInstanceEndEvt(execution);
        EndedInstances instances = ended.get(Context.getCommandContext());
        Date removalTime = instances == null ? null : instances.removalTime(end.getProcessInstanceId());
        if (removalTime != null) {
            end.setRemovalTime(removalTime);
        }
        return end;
    }

    /** Gives no row to a variable that had none: a migration would begin one. */
    @Override
    public @Nullable HistoryEvent createHistoricVariableMigrateEvt(VariableInstanceEntity variable) {
        return bundled.contains(variable.getProcessDefinitionId())
                        && Context.getCommandContext()
                                        .getDbEntityManager()
                                        .selectById(HistoricVariableInstanceEntity.class, variable.getId())
                                == null
                ? null
                : super.createHistoricVariableMigrateEvt(variable);
    }

    @Override
    protected void addRemovalTimeToHistoricProcessInstances(String root, Date removalTime) {
        CommandContext command = Context.getCommandContext();
        if (isBundled(root, command)) {
            ended.computeIfAbsent(command, this::listen).add(root, removalTime);
        } else {
            super.addRemovalTimeToHistoricProcessInstances(root, removalTime);
        }
    }

    @Override
    protected void addRemovalTimeToHistoricDecisions(String root, Date removalTime) {
        if (!isBundled(root, Context.getCommandContext())) {
            super.addRemovalTimeToHistoricDecisions(root, removalTime);
        }
    }

    private boolean isBundled(String root, CommandContext command) {
        ExecutionEntity instance = command.getExecutionManager().findExecutionById(root);
        return instance != null && bundled.contains(instance.getProcessDefinitionId());
    }

    private EndedInstances listen(CommandContext command) {
        EndedInstances instances = new EndedInstances(kept, this::updateAllTables);
        command.registerCommandContextListener(instances);
        return instances;
    }

    private void updateAllTables(String root, Date removalTime) {
        super.addRemovalTimeToHistoricProcessInstances(root, removalTime);
        super.addRemovalTimeToHistoricDecisions(root, removalTime);
    }
}
