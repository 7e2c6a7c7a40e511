package io.botstatus.engine.model;

import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ConcurrentLruCache;

/**
 * Tells the versions of a process that the plugin has deployed from those of builders, by the source of their deployment. A
 * version's origin never changes, so each node reads it once: two reads by primary key. Thread-safe.
 */
public final class BundledVersions {

    /** As many versions as the engine itself caches. */
    private static final int CACHED = 1000;

    private final String process;
    private final ConcurrentLruCache<String, Boolean> versions = new ConcurrentLruCache<>(CACHED, this::isBundled);

    /** @param process its id */
    public BundledVersions(String process) {
        this.process = process;
    }

    /**
     * Whether this is a version of the process that the plugin has deployed, of this release or an earlier one. Call this inside a
     * command of the engine.
     *
     * @param processDefinitionId null for what belongs to no process
     */
    public boolean contains(@Nullable String processDefinitionId) {
        return processDefinitionId != null && versions.get(processDefinitionId);
    }

    private boolean isBundled(String processDefinitionId) {
        CommandContext command = Context.getCommandContext();
        ProcessDefinitionEntity version =
                command.getProcessDefinitionManager().findLatestProcessDefinitionById(processDefinitionId);
        if (version == null || !version.getKey().equals(process)) {
            return false;
        }
        DeploymentEntity deployment = command.getDeploymentManager().findDeploymentById(version.getDeploymentId());
        return deployment != null && BundledModels.SOURCE.equals(deployment.getSource());
    }
}
