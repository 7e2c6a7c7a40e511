package io.botstatus.process;

import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;

/**
 * Deploys the models that come with the plugin, each by itself: where none is there yet, or where the latest is an older one
 * of the plugin's. A version that a builder deployed is never replaced.
 */
final class BundledModels {

    static final String SOURCE = "camunda-bot-status";
    static final String PROCESS_FILE = "bpmn/bot-pause.bpmn";
    static final String POLICY_FILE = "bpmn/bot-pause-policy.dmn";

    private static final Logger LOG = LoggerFactory.getLogger(BundledModels.class);

    private final RepositoryService repository;

    BundledModels(RepositoryService repository) {
        this.repository = repository;
    }

    void deploy() {
        var process = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(BotPause.PROCESS)
                .withoutTenantId()
                .latestVersion()
                .singleResult();
        deploy(PROCESS_FILE, process == null ? null : process.getDeploymentId());
        var policy = repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(BotPause.POLICY)
                .withoutTenantId()
                .latestVersion()
                .singleResult();
        deploy(POLICY_FILE, policy == null ? null : policy.getDeploymentId());
    }

    private void deploy(String file, @Nullable String latestDeploymentId) {
        if (latestDeploymentId != null) {
            Deployment latest = repository
                    .createDeploymentQuery()
                    .deploymentId(latestDeploymentId)
                    .singleResult();
            if (!SOURCE.equals(latest.getSource())) {
                LOG.info("{} stays as deployed in '{}' at {}", file, latest.getName(), latest.getDeploymentTime());
                return;
            }
        }
        // Two nodes that start at once get here together; the engine deploys one after the other, and the same file
        // once.
        repository
                .createDeployment()
                .name(SOURCE + " " + file)
                .source(SOURCE)
                .enableDuplicateFiltering(true)
                .addInputStream(file, open(file))
                .deploy();
    }

    /** Whether this is one of the plugin's own files, wherever the classpath has it. */
    static boolean contain(Resource resource) {
        ClassLoader classes = BundledModels.class.getClassLoader();
        return Stream.of(PROCESS_FILE, POLICY_FILE).map(classes::getResource).anyMatch(own -> {
            try {
                return own != null && own.toString().equals(resource.getURL().toString());
            } catch (IOException e) {
                return false; // a resource without an address is none of ours
            }
        });
    }

    private static InputStream open(String file) {
        InputStream stream = BundledModels.class.getClassLoader().getResourceAsStream(file);
        if (stream == null) {
            throw new IllegalStateException("classpath:" + file + " is missing: the plugin's jar is not whole.");
        }
        return stream;
    }
}
