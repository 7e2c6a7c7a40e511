package io.botstatus.process;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Which version of the pause policy the next trigger will meet. */
final class PolicyVersion {

    private final JdbcClient sql;

    PolicyVersion(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * The id of the latest deployed version. Asked for at every trigger, so that a new version counts from its commit on,
     * on every node; read from the engine's table, since its query API costs many times this statement.
     */
    String latest() {
        return sql.sql("""
                        select id_ from act_re_decision_def
                         where key_ = :policy and tenant_id_ is null order by version_ desc limit 1""")
                .param("policy", BotPause.POLICY)
                .query(String.class)
                .optional()
                .orElse("");
    }
}
