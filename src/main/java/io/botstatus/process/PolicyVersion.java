package io.botstatus.process;

import java.util.Comparator;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.dmn.entity.repository.DecisionDefinitionEntity;
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

    /**
     * The id of the version that the engine has just asked in the command that runs. It has read that row for it, so this costs
     * nothing, and whoever deploys another meanwhile makes no difference.
     */
    String asked() {
        return Context.getCommandContext()
                .getDbEntityManager()
                .getDbEntityCache()
                .getEntitiesByType(DecisionDefinitionEntity.class)
                .stream()
                .filter(decision -> decision.getKey().equals(BotPause.POLICY))
                .max(Comparator.comparingInt(DecisionDefinitionEntity::getVersion))
                .map(DecisionDefinitionEntity::getId)
                .orElseGet(this::latest);
    }
}
