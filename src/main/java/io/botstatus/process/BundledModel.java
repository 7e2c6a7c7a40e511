package io.botstatus.process;

import io.botstatus.process.notify.Notifications;
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

/** One of the models that come with the plugin. */
enum BundledModel {
    PAUSE(BotPause.PROCESS, "bpmn/bot-pause.bpmn"),
    PAUSE_AND_WAIT(BotPause.PAUSE_AND_WAIT, "bpmn/bot-pause-and-wait.bpmn"),
    POLICY(BotPause.POLICY, "bpmn/bot-pause-policy.dmn"),
    BULK_CHANGE(BotBulkChange.PROCESS, "bpmn/bot-bulk-change.bpmn"),
    /** Of use only where somebody outside is to be told. */
    NOTIFY_WEBHOOK(Notifications.PROCESS, "bpmn/notify-webhook.bpmn");

    private final String key;
    private final String file;

    BundledModel(String key, String file) {
        this.key = key;
        this.file = file;
    }

    /** The id of the process or decision. */
    String key() {
        return key;
    }

    /** Where the classpath has it, and the name of the resource in a deployment. */
    String file() {
        return file;
    }

    /** The deployed version that counts, whoever deployed it. */
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
    boolean is(Resource resource) {
        URL own = BundledModel.class.getClassLoader().getResource(file);
        try {
            return Objects.toString(own).equals(resource.getURL().toString());
        } catch (IOException e) {
            return false; // a resource without an address is none of ours
        }
    }

    /** Not by a query: for each process that it finds, the engine reads the whole model, for its documentation. */
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
