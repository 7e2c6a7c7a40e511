package io.botstatus.engine.history;

import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The rows in the engine's history that an instance of a bundled process has beside its one: of a failure, of an operator, of a time
 * with full history or an earlier release, or of a builder's version from which it was migrated. Thread-safe.
 */
final class KeptHistory {

    private final JdbcClient sql;

    KeptHistory(JdbcClient sql) {
        this.sql = sql;
    }

    /** Those of the root process instances that have more rows than their one. The tables each have an index for it. */
    Set<String> of(Collection<String> roots) {
        return new HashSet<>(sql.sql("""
                        select root_proc_inst_id_ from act_hi_actinst where root_proc_inst_id_ = any(:roots)
                         union all
                        select root_proc_inst_id_ from act_hi_varinst where root_proc_inst_id_ = any(:roots)
                         union all
                        select root_proc_inst_id_ from act_hi_detail where root_proc_inst_id_ = any(:roots)
                         union all
                        select root_proc_inst_id_ from act_hi_taskinst where root_proc_inst_id_ = any(:roots)
                         union all
                        select root_proc_inst_id_ from act_hi_incident where root_proc_inst_id_ = any(:roots)
                         union all
                        select root_proc_inst_id_ from act_hi_job_log where root_proc_inst_id_ = any(:roots)
                         union all
                        select root_proc_inst_id_ from act_hi_ext_task_log where root_proc_inst_id_ = any(:roots)
                         union all
                        select root_proc_inst_id_ from act_hi_op_log where root_proc_inst_id_ = any(:roots)
                         union all
                        select root_proc_inst_id_ from act_hi_identitylink where root_proc_inst_id_ = any(:roots)
                         union all
                        select root_proc_inst_id_ from act_hi_comment where root_proc_inst_id_ = any(:roots)
                         union all
                        select root_proc_inst_id_ from act_hi_attachment where root_proc_inst_id_ = any(:roots)
                         union all
                        select root_proc_inst_id_ from act_ge_bytearray where root_proc_inst_id_ = any(:roots)
                         union all
                        select root_proc_inst_id_ from act_hi_decinst where root_proc_inst_id_ = any(:roots)
                         union all
                        select root_proc_inst_id_ from act_ru_authorization where root_proc_inst_id_ = any(:roots)""")
                .param("roots", roots.toArray(String[]::new))
                .query(String.class)
                .list());
    }

    /**
     * Ends the steps that these ended instances were in when their activities were still kept. The engine ends only a step whose end
     * it keeps too, and a list of unfinished steps would name them until they are cleaned up.
     */
    void endSteps(Collection<String> roots, Date now) {
        sql.sql("""
                        update act_hi_actinst
                           set end_time_ = cast(:now as timestamp),
                               duration_ = 1000 * extract(epoch from cast(:now as timestamp) - start_time_)
                         where root_proc_inst_id_ = any(:roots) and end_time_ is null""")
                .param("roots", roots.toArray(String[]::new))
                .param("now", now)
                .update();
    }
}
