package io.botstatus.server.camunda;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.impl.Direction;
import org.camunda.bpm.engine.impl.JobQueryProperty;
import org.camunda.bpm.engine.impl.Page;
import org.camunda.bpm.engine.impl.QueryOrderingProperty;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.AcquirableJobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobManager;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Lets the job executor acquire half of its jobs from those that have waited longest, and half from the newest.
 *
 * <p>By due date alone, a new job would wait until a hundred thousand timers of the same moment are done, also another process's
 * next step. In the opposite order alone, the oldest might wait for ever. The index on the due date answers both queries, if every
 * job has one ({@code ensure-job-due-date-not-null}). If jobs are not acquired by due date, this class changes nothing.
 *
 * <p>It passes by a job whose row another transaction has locked.
 */
final class FairJobAcquisition extends JobManager {

    /** The process whose timers take others along, so that one of them does the work of many. */
    private static final String CARRIER = "bot-pause";

    /**
     * So many of these timers may one node have claimed: they keep its threads busy until the next acquisition. With more, a job of
     * another process would wait behind them.
     */
    private static final int MOST_CARRIERS = 16;

    private final JdbcClient sql;

    private FairJobAcquisition(JdbcClient sql) {
        this.sql = sql;
    }

    /** A factory for the engine, which needs a new job manager for each of its commands. */
    static SessionFactory asked(JdbcClient sql) {
        return new SessionFactory() {
            @Override
            public Class<?> getSessionType() {
                return JobManager.class;
            }

            @Override
            public Session openSession() {
                return new FairJobAcquisition(sql);
            }
        };
    }

    @Override
    public List<AcquirableJobEntity> findNextJobsToExecute(Page page) {
        if (!Context.getProcessEngineConfiguration().isJobExecutorAcquireByDueDate()) {
            return super.findNextJobsToExecute(page);
        }
        int half = page.getMaxResults() / 2;
        List<AcquirableJobEntity> jobs =
                new ArrayList<>(due(Direction.ASCENDING, new Page(page.getFirstResult(), page.getMaxResults() - half)));
        if (jobs.size() == page.getMaxResults() - half) { // else these are all
            Set<String> oldest = jobs.stream().map(AcquirableJobEntity::getId).collect(Collectors.toSet());
            due(Direction.DESCENDING, new Page(page.getFirstResult(), half)).stream()
                    .filter(job -> !oldest.contains(job.getId()))
                    .forEach(jobs::add);
        }
        return jobs.isEmpty() ? jobs : free(jobs);
    }

    /**
     * Those jobs that no other transaction has at this moment, such as another node that acquires them, or a timer that takes them
     * along; to wait for them would only end with nothing. Of the timers that take others along, it keeps a few.
     */
    private List<AcquirableJobEntity> free(List<AcquirableJobEntity> jobs) {
        Map<String, Boolean> free = new HashMap<>();
        sql.sql("""
                        select j.id_, coalesce(j.process_def_key_ = :carrier and j.handler_type_ = 'timer-transition', false) as carries
                          from act_ru_job j join unnest(:ids, :revisions) as asked (id, revision)
                            on j.id_ = asked.id and j.rev_ = asked.revision
                           for update of j skip locked""")
                .param("carrier", CARRIER)
                .param("ids", jobs.stream().map(AcquirableJobEntity::getId).toArray(String[]::new))
                .param(
                        "revisions",
                        jobs.stream().map(AcquirableJobEntity::getRevision).toArray(Integer[]::new))
                .query(row -> {
                    free.put(row.getString("id_"), row.getBoolean("carries"));
                });
        long room = free.containsValue(true) ? MOST_CARRIERS - carriersOfThisNode() : 0;
        List<AcquirableJobEntity> taken = new ArrayList<>();
        for (AcquirableJobEntity job : jobs) {
            Boolean carries = free.get(job.getId());
            if (carries != null && (!carries || room-- > 0)) {
                taken.add(job);
            }
        }
        return taken;
    }

    private long carriersOfThisNode() {
        return sql.sql("""
                        select count(*) from act_ru_job
                         where lock_owner_ = :node and process_def_key_ = :carrier and handler_type_ = 'timer-transition'""")
                .param(
                        "node",
                        Context.getProcessEngineConfiguration().getJobExecutor().getLockOwner())
                .param("carrier", CARRIER)
                .query(Long.class)
                .single();
    }

    /** The engine's own query, in another order. */
    private List<AcquirableJobEntity> due(Direction direction, Page page) {
        ProcessEngineConfigurationImpl engine = Context.getProcessEngineConfiguration();
        Map<String, Object> question = new HashMap<>();
        question.put("now", ClockUtil.getCurrentTime());
        question.put("alwaysSetDueDate", engine.isEnsureJobDueDateNotNull());
        question.put("deploymentAware", engine.isJobExecutorDeploymentAware());
        if (engine.isJobExecutorDeploymentAware()
                && !engine.getRegisteredDeployments().isEmpty()) {
            question.put("deploymentIds", engine.getRegisteredDeployments());
        }
        question.put("jobPriorityMin", null);
        question.put("jobPriorityMax", null);
        question.put("historyCleanupEnabled", engine.isHistoryCleanupEnabled());
        question.put("orderingProperties", List.of(new QueryOrderingProperty(JobQueryProperty.DUEDATE, direction)));
        question.put("applyOrdering", true);
        question.put(
                "applyExclusiveOverProcessHierarchies", engine.isJobExecutorAcquireExclusiveOverProcessHierarchies());
        @SuppressWarnings("unchecked") // as in the engine: the statement tells the type
        List<AcquirableJobEntity> jobs = getDbEntityManager().selectList("selectNextJobsToExecute", question, page);
        return jobs;
    }
}
