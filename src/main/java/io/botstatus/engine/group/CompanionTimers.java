package io.botstatus.engine.group;

import io.botstatus.engine.Transactions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.JobQueryImpl;
import org.camunda.bpm.engine.impl.VariableInstanceQueryImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandContextInterceptor;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutorImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.VariableInstanceEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Execution;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.NestedTransactionNotSupportedException;

/**
 * Executes due timers of other process instances in the transaction of a timer that is being executed, its companions. The engine
 * reads and writes the rows of all of them together, and the database commits once.
 *
 * <p>A timer can be a companion if no job executor has claimed it. Its row stays locked until the commit. A job executor that
 * acquires jobs with {@code skip locked} passes it by. All companions are one nested part of the transaction. If one of them fails,
 * the database takes the whole part back, and no companion loses a retry. From then on, this node executes each of them alone.
 * Thread-safe.
 */
public final class CompanionTimers {

    private static final Logger LOG = LoggerFactory.getLogger(CompanionTimers.class);

    /** How many instances of groups that failed are remembered. */
    private static final int MOST_REMEMBERED = 1_000;

    private final JdbcClient sql;
    private final Transactions transactions;
    private final String process;
    private final String source;
    private final Set<String> aloneFromNowOn = Collections.synchronizedSet(remembered());
    private volatile boolean isOn;

    /**
     * @param isOn whether timers take others along at all
     * @param process the id of the process whose timers can be companions
     * @param source the source of the deployments that have its bundled versions: a builder's own version is left alone
     */
    public CompanionTimers(JdbcClient sql, Transactions transactions, boolean isOn, String process, String source) {
        this.sql = sql;
        this.transactions = transactions;
        this.isOn = isOn;
        this.process = process;
        this.source = source;
    }

    /** Whether this thread is a job executor's, and no caller waits for the one timer alone. */
    public boolean areWelcome() {
        return isOn && Context.getJobExecutorContext() != null;
    }

    /**
     * Executes the timers of those instances that can be companions. Call this inside the command that executes a timer.
     *
     * @param instances whose timers are due
     * @param before called first, with the instances that are companions
     */
    public void execute(List<String> instances, Consumer<List<String>> before) {
        Map<String, String> jobs = claim(instances);
        if (jobs.isEmpty()) {
            return;
        }
        try {
            transactions.nested(() -> inCommandOfItsOwn(command -> {
                before.accept(List.copyOf(jobs.keySet()));
                execute(jobs, command);
                return null;
            }));
        } catch (NestedTransactionNotSupportedException e) {
            isOn = false;
            LOG.info("Each timer has a transaction of its own, since the transaction manager has no savepoints.");
        } catch (ProcessEngineException | DataAccessException e) {
            aloneFromNowOn.addAll(jobs.keySet());
            LOG.info(
                    "{} timers could not be executed together, so each is executed alone: {}",
                    jobs.size(),
                    e.toString());
        }
    }

    /**
     * The timers that this transaction now has, by their process instances. An instance that stands for several contacts has no
     * business key, and ends them in turns of its own.
     */
    private Map<String, String> claim(List<String> instances) {
        List<String> candidates = instances.stream()
                .filter(instance -> !aloneFromNowOn.contains(instance))
                .toList();
        Map<String, String> jobs = new LinkedHashMap<>();
        if (candidates.isEmpty()) {
            return jobs;
        }
        List<String> several = new ArrayList<>();
        sql.sql("""
                        select j.id_, j.process_instance_id_ from act_ru_job j
                          join act_ru_execution e on e.id_ = j.process_instance_id_
                          join act_re_procdef p on p.id_ = j.process_def_id_
                          join act_re_deployment d on d.id_ = p.deployment_id_
                         where j.process_instance_id_ = any(:instances) and j.handler_type_ = 'timer-transition'
                           and j.duedate_ <= :now and j.lock_owner_ is null
                           and j.retries_ > 0 and j.exception_msg_ is null and j.suspension_state_ = 1
                           and e.suspension_state_ = 1 and e.super_exec_ is null and e.business_key_ is not null
                           and p.key_ = :process and d.source_ = :source
                         order by j.id_ for update of j skip locked""")
                .param("instances", candidates.toArray(String[]::new))
                .param("now", ClockUtil.getCurrentTime())
                .param("process", process)
                .param("source", source)
                .query(row -> {
                    if (jobs.put(row.getString("process_instance_id_"), row.getString("id_")) != null) {
                        several.add(row.getString("process_instance_id_")); // an operator has given it several tokens
                    }
                });
        several.forEach(jobs::remove);
        return jobs;
    }

    /** In a command beside the running one: what it writes belongs to the nested part of the transaction. */
    private static void inCommandOfItsOwn(Command<Void> work) {
        ProcessEngineConfigurationImpl engine = Context.getProcessEngineConfiguration();
        var opens = new CommandContextInterceptor(engine.getCommandContextFactory(), engine, true);
        opens.setNext(new CommandExecutorImpl());
        opens.execute(work);
    }

    private void execute(Map<String, String> ids, CommandContext command) {
        JobQueryImpl those = new JobQueryImpl();
        those.jobIds(Set.copyOf(ids.values()));
        List<JobEntity> jobs = command.getJobManager().findJobsByQueryCriteria(those, null).stream()
                .map(JobEntity.class::cast)
                .toList();
        read(List.copyOf(ids.keySet()), command);
        for (JobEntity job : jobs) {
            command.setCurrentJob(job);
            job.execute(command);
        }
    }

    /** Reads the executions and variables of all instances, which the engine would read one instance after the other. */
    private static void read(List<String> instances, CommandContext command) {
        Map<String, List<ExecutionEntity>> executions = executions(instances, command).stream()
                .map(ExecutionEntity.class::cast)
                .collect(Collectors.groupingBy(ExecutionEntity::getProcessInstanceId));
        VariableInstanceQueryImpl those = new VariableInstanceQueryImpl();
        those.processInstanceIdIn(instances.toArray(String[]::new));
        Map<String, List<VariableInstanceEntity>> variables =
                command.getVariableInstanceManager().findVariableInstanceByQueryCriteria(those, null).stream()
                        .map(VariableInstanceEntity.class::cast)
                        .collect(Collectors.groupingBy(VariableInstanceEntity::getProcessInstanceId));
        executions.forEach((instance, tree) -> tree.stream()
                .filter(ExecutionEntity::isProcessInstanceExecution)
                .forEach(root -> root.restoreProcessInstance(
                        tree, null, variables.getOrDefault(instance, List.of()), null, null, null, null)));
    }

    private static List<Execution> executions(List<String> instances, CommandContext command) {
        String prefix = command.getProcessEngineConfiguration().getDatabaseTablePrefix();
        Map<String, Object> parameters = new LinkedHashMap<>();
        String places = IntStream.range(0, instances.size())
                .peek(n -> parameters.put("instance" + n, instances.get(n)))
                .mapToObj(n -> "#{instance" + n + "}")
                .collect(Collectors.joining(", "));
        parameters.put("resultType", "LIST");
        parameters.put("sql", "select * from " + prefix + "ACT_RU_EXECUTION where PROC_INST_ID_ in (" + places + ")");
        return command.getExecutionManager().findExecutionsByNativeQuery(parameters, 0, Integer.MAX_VALUE);
    }

    private static Set<String> remembered() {
        return Collections.newSetFromMap(new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.@Nullable Entry<String, Boolean> eldest) {
                return size() > MOST_REMEMBERED;
            }
        });
    }
}
