package io.botstatus.engine;

import java.util.Comparator;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.dmn.entity.repository.DecisionDefinitionEntity;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The version of a decision that the engine evaluates: the latest one without a tenant. */
public final class DecisionVersions {

    private final JdbcClient sql;
    private final String decision;

    public DecisionVersions(JdbcClient sql, String decision) {
        this.sql = sql;
        this.decision = decision;
    }

    /**
     * The id of the latest deployed version. Every trigger reads it, so that a new version counts from its commit on, on every
     * node. It reads the engine's table, since the query API costs many times as much.
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
     * The id of the version that the engine has just evaluated in the running command. The engine has read that row, so this costs
     * nothing, and a deployment at the same moment makes no difference.
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
