package io.botstatus.engine.model;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.ServiceImpl;
import org.camunda.bpm.engine.repository.ResourceDefinition;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;

/**
 * A model that the plugin brings.
 *
 * @param key the id of the process or decision
 * @param file its place on the classpath, and the name of the resource in a deployment
 * @param isDeployed whether the plugin deploys it at its start
 */
public record BundledModel(String key, String file, boolean isDeployed) {

    public BundledModel(String key, String file) {
        this(key, file, true);
    }

    /** The deployed version in force, of the plugin or of a builder. */
    Optional<ResourceDefinition> latest(RepositoryService repository) {
        return Optional.ofNullable(file.endsWith(".dmn") ? decision(repository) : process(repository));
    }

    InputStream open() {
        InputStream stream = BundledModel.class.getClassLoader().getResourceAsStream(file);
        if (stream == null) {
            throw new IllegalStateException("classpath:" + file + " is missing: the plugin's jar is not whole.");
        }
        return stream;
    }

    /** Whether this is the plugin's own file, and not one of the same name. */
    public boolean is(Resource resource) {
        URL own = BundledModel.class.getClassLoader().getResource(file);
        try {
            return Objects.toString(own).equals(resource.getURL().toString());
        } catch (IOException e) {
            return false; // a resource without an address is not ours
        }
    }

    /**
     * Reads the table without a query: for each process that a query finds, the engine reads the whole model, for its
     * documentation.
     */
    private @Nullable ResourceDefinition process(RepositoryService repository) {
        return ((ServiceImpl) repository).getCommandExecutor().execute(command -> command.getProcessDefinitionManager()
                .findLatestProcessDefinitionByKeyAndTenantId(key, null));
    }

    private @Nullable ResourceDefinition decision(RepositoryService repository) {
        return repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(key)
                .withoutTenantId()
                .latestVersion()
                .singleResult();
    }
}
