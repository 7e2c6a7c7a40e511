package io.botstatus.engine;

import java.util.Date;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.DbEntity;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.CachedDbEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricActivityInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricProcessInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.producer.CacheAwareHistoryEventProducer;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.AttachmentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ByteArrayEntity;
import org.camunda.bpm.engine.impl.persistence.entity.CommentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.HistoricVariableInstanceEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Saves updates at the end of an instance. The engine writes into sixteen history tables from when on the instance's rows may be
 * cleaned up, and a short process commonly has rows in three of them. For a frequent process, one statement first asks whether
 * other tables have rows, such as those of a failed job, of an operator, or of a time with full history. Only then does the engine
 * update them all. Thread-safe.
 */
final class RemovalTimeProducer extends CacheAwareHistoryEventProducer {

    /** The tables to be updated, by the engine's names. */
    private static final Set<String> COMMON = Stream.of(
                    HistoricProcessInstanceEventEntity.class,
                    HistoricActivityInstanceEventEntity.class,
                    HistoricVariableInstanceEntity.class)
            .map(Class::getName)
            .collect(Collectors.toUnmodifiableSet());

    private final JdbcClient sql;
    private final String process;

    RemovalTimeProducer(JdbcClient sql, String process) {
        this.sql = sql;
        this.process = process;
    }

    @Override
    protected void addRemovalTimeToHistoricProcessInstances(String rootProcessInstanceId, Date removalTime) {
        CommandContext command = Context.getCommandContext();
        if (!isFrequent(rootProcessInstanceId, command)) {
            super.addRemovalTimeToHistoricProcessInstances(rootProcessInstanceId, removalTime);
        } else if (hasMore(command) || hasMore(rootProcessInstanceId)) {
            super.addRemovalTimeToHistoricProcessInstances(rootProcessInstanceId, removalTime);
            super.addRemovalTimeToHistoricDecisions(rootProcessInstanceId, removalTime);
        } else {
            command.getHistoricProcessInstanceManager()
                    .addRemovalTimeToProcessInstancesByRootProcessInstanceId(
                            rootProcessInstanceId, removalTime, null, COMMON);
        }
    }

    @Override
    protected void addRemovalTimeToHistoricDecisions(String rootProcessInstanceId, Date removalTime) {
        if (!isFrequent(rootProcessInstanceId, Context.getCommandContext())) {
            super.addRemovalTimeToHistoricDecisions(rootProcessInstanceId, removalTime);
        }
    }

    private boolean isFrequent(String processInstanceId, CommandContext command) {
        ExecutionEntity instance = command.getExecutionManager().findExecutionById(processInstanceId);
        return instance != null && instance.getProcessDefinition().getKey().equals(process);
    }

    /** Whether this command still has to write rows of other tables, of any instance. */
    private static boolean hasMore(CommandContext command) {
        return command.getDbEntityManager().getDbEntityCache().getCachedEntities().stream()
                .map(CachedDbEntity::getEntity)
                .anyMatch(RemovalTimeProducer::isOfAnotherTable);
    }

    private static boolean isOfAnotherTable(DbEntity entity) {
        return (entity instanceof HistoryEvent
                        && !(entity instanceof HistoricProcessInstanceEventEntity)
                        && !(entity instanceof HistoricActivityInstanceEventEntity))
                || entity instanceof ByteArrayEntity
                || entity instanceof CommentEntity
                || entity instanceof AttachmentEntity;
    }

    private boolean hasMore(String rootProcessInstanceId) {
        return sql.sql("""
                        select exists (select 1 from act_hi_detail where root_proc_inst_id_ = :root)
                            or exists (select 1 from act_hi_taskinst where root_proc_inst_id_ = :root)
                            or exists (select 1 from act_hi_incident where root_proc_inst_id_ = :root)
                            or exists (select 1 from act_hi_job_log where root_proc_inst_id_ = :root)
                            or exists (select 1 from act_hi_ext_task_log where root_proc_inst_id_ = :root)
                            or exists (select 1 from act_hi_op_log where root_proc_inst_id_ = :root)
                            or exists (select 1 from act_hi_identitylink where root_proc_inst_id_ = :root)
                            or exists (select 1 from act_hi_comment where root_proc_inst_id_ = :root)
                            or exists (select 1 from act_hi_attachment where root_proc_inst_id_ = :root)
                            or exists (select 1 from act_ge_bytearray where root_proc_inst_id_ = :root)
                            or exists (select 1 from act_hi_decinst where root_proc_inst_id_ = :root)
                            or exists (select 1 from act_ru_authorization where root_proc_inst_id_ = :root)""")
                .param("root", rootProcessInstanceId)
                .query(Boolean.class)
                .single();
    }
}
