package io.botstatus.engine;

import java.util.Comparator;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.dmn.entity.repository.DecisionDefinitionEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which version of a decision the engine asks: of those without a tenant, the latest. */
public final class DecisionVersions {

    private final JdbcClient sql;
    private final String decision;

    public DecisionVersions(JdbcClient sql, String decision) {
        this.sql = sql;
        this.decision = decision;
    }

    /**
     * The id of the latest deployed version. Asked for at every trigger, so that a new version counts from its commit on,
     * on every node; read from the engine's table, since its query API costs many times this statement.
     */
    public String latest() {
        return sql.sql("""
                        select id_ from act_re_decision_def
                         where key_ = :decision and tenant_id_ is null order by version_ desc limit 1""")
                .param("decision", decision)
                .query(String.class)
                .optional()
                .orElse("");
    }

    /**
     * The id of the version that the engine has just asked in the command that runs. It has read that row for it, so this costs
     * nothing, and whoever deploys another meanwhile makes no difference.
     */
    public String asked() {
        return Context.getCommandContext()
                .getDbEntityManager()
                .getDbEntityCache()
                .getEntitiesByType(DecisionDefinitionEntity.class)
                .stream()
                .filter(version -> version.getKey().equals(decision))
                .max(Comparator.comparingInt(DecisionDefinitionEntity::getVersion))
                .map(DecisionDefinitionEntity::getId)
                .orElseGet(this::latest);
    }
}
