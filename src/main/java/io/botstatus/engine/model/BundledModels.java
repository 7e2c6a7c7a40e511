package io.botstatus.engine.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.repository.ResourceDefinition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deploys the plugin's models, each in a deployment of its own, if none is deployed or the latest is an older one of the plugin's.
 * A builder's version is only replaced when a caller restores the bundled one. Thread-safe.
 */
public final class BundledModels {

    public static final String SOURCE = "camunda-bot-status";

    private static final Logger LOG = LoggerFactory.getLogger(BundledModels.class);

    private final RepositoryService repository;
    private final List<BundledModel> models;

    public BundledModels(RepositoryService repository, List<BundledModel> models) {
        this.repository = repository;
        this.models = models;
    }

    /** The version in force, by the id of each bundled process and decision; null if none is deployed. */
    public Map<String, @Nullable ModelOrigin> origins() {
        Map<String, @Nullable ModelOrigin> origins = new LinkedHashMap<>();
        for (BundledModel model : models) {
            origins.put(model.key(), model.latest(repository).map(this::origin).orElse(null));
        }
        return origins;
    }

    /**
     * Deploys the bundled version again as the newest one, which upgrades of the plugin replace from then on. Idempotent.
     *
     * @param key one of those of {@link #origins()}
     */
    public ModelOrigin restore(String key) {
        BundledModel model = models.stream()
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No bundled model has the id " + key));
        // The plugin has deployed the same file before, and the duplicate filter would take that older version for
        // enough.
        deploy(
                model,
                model.latest(repository)
                        .map(this::origin)
                        .map(ModelOrigin::bundled)
                        .orElse(true));
        return model.latest(repository).map(this::origin).orElseThrow();
    }

    /** Deploys the models at the start of the engine. */
    public void deploy() {
        for (BundledModel model :
                models.stream().filter(BundledModel::isDeployed).toList()) {
            ModelOrigin origin = model.latest(repository).map(this::origin).orElse(null);
            if (origin == null || origin.bundled()) {
                deploy(model, true);
            } else {
                LOG.info(
                        "{} stays as deployed in '{}' at {}",
                        model.key(),
                        origin.deploymentName(),
                        origin.deployedAt());
            }
        }
    }

    private void deploy(BundledModel model, boolean onlyIfChanged) {
        DeploymentBuilder deployment =
                repository.createDeployment().name(SOURCE + " " + model.file()).source(SOURCE);
        if (onlyIfChanged) {
            // Two nodes may start at once. The engine deploys one after the other, and the duplicate filter drops the
            // second.
            deployment.enableDuplicateFiltering(true);
        }
        deployment.addInputStream(model.file(), model.open()).deploy();
    }

    private ModelOrigin origin(ResourceDefinition latest) {
        Deployment deployment = Objects.requireNonNull(repository
                .createDeploymentQuery()
                .deploymentId(latest.getDeploymentId())
                .singleResult());
        return new ModelOrigin(
                latest.getVersion(),
                SOURCE.equals(deployment.getSource()),
                deployment.getDeploymentTime().toInstant(),
                deployment.getId(),
                deployment.getName());
    }
}
