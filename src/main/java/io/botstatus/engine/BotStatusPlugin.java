package io.botstatus.engine;

import io.botstatus.engine.expression.LiteralFeelEngine;
import io.botstatus.engine.history.ReducedHistory;
import io.botstatus.engine.model.BundledModel;
import io.botstatus.engine.model.BundledModels;
import io.botstatus.engine.model.BundledVersions;
import io.botstatus.engine.model.CheckedDeployments;
import io.botstatus.engine.model.ModelCheck;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.spring.SpringTransactionsProcessEngineConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The plugin of a process engine. It adds the {@link EngineExtension}s of all packages, a smaller history, and the bundled models.
 */
final class BotStatusPlugin extends AbstractProcessEnginePlugin {

    private final JdbcClient sql;
    private final List<EngineExtension> extensions;
    private final EngineProperties properties;
    private final List<ReducedHistory> histories;

    BotStatusPlugin(JdbcClient sql, List<EngineExtension> extensions, EngineProperties properties) {
        this.sql = sql;
        this.extensions = extensions;
        this.properties = properties;
        this.histories = properties.history().full()
                ? List.of()
                : frequent().stream()
                        .map(process -> new ReducedHistory(new BundledVersions(process), sql))
                        .toList();
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        List<BpmnParseListener> listeners = roomFor(configuration.getCustomPostBPMNParseListeners());
        configuration.setCustomPostBPMNParseListeners(listeners);
        frequent().forEach(process -> LiteralFeelEngine.plugIn(configuration, process));
        histories.forEach(history -> history.produceEvents(configuration));
        configuration.setCustomJobHandlers(roomFor(configuration.getCustomJobHandlers()));
        // Registered with events switched off too, because earlier jobs would otherwise fail.
        configuration.getCustomJobHandlers().add(new StatusChangedDelivery());
        List<ModelCheck> checks = all(EngineExtension::checks);
        if (!checks.isEmpty()) {
            List<Deployer> deployers = roomFor(configuration.getCustomPreDeployers());
            deployers.add(new CheckedDeployments(checks));
            configuration.setCustomPreDeployers(deployers);
        }
        Map<String, ExecutionListener> ends = new HashMap<>();
        extensions.forEach(extension -> ends.putAll(extension.endListeners()));
        listeners.add(new AbstractBpmnParseListener() {
            @Override
            public void parseProcess(Element element, ProcessDefinitionEntity process) {
                ExecutionListener end = ends.get(process.getKey());
                if (end != null) {
                    process.addBuiltInListener(ExecutionListener.EVENTNAME_END, end);
                }
            }
        });
    }

    /**
     * Excludes our models from the host's auto-deployment. It scans every jar for models, and would deploy its copy over a
     * builder's version with each release of the host.
     */
    @Override
    public void postInit(ProcessEngineConfigurationImpl configuration) {
        histories.forEach(history -> history.reduceLevel(configuration));
        if (configuration instanceof SpringTransactionsProcessEngineConfiguration spring) {
            spring.setDeploymentResources(Arrays.stream(spring.getDeploymentResources())
                    .filter(resource -> models().stream().noneMatch(model -> model.is(resource)))
                    .toArray(Resource[]::new));
        }
    }

    @Override
    public void postProcessEngineBuild(ProcessEngine engine) {
        ProcessEngineConfigurationImpl configuration =
                (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        // Repeated here, because the engine may find its history level only in the database.
        histories.forEach(history -> history.reduceLevel(configuration));
        if (JobAcquisition.wantsDueDate(configuration)) {
            giveDueDates();
        }
        if (properties.models().enabled()) {
            new BundledModels(engine.getRepositoryService(), models()).deploy();
        }
    }

    /**
     * Gives a due date to old jobs: from before the engine required one, and from releases of this plugin whose deliveries had
     * none.
     */
    private void giveDueDates() {
        sql.sql("update act_ru_job set duedate_ = :now, rev_ = rev_ + 1 where duedate_ is null")
                .param("now", ClockUtil.getCurrentTime())
                .update();
    }

    private List<BundledModel> models() {
        return all(EngineExtension::models);
    }

    private List<String> frequent() {
        return extensions.stream()
                .flatMap(extension -> extension.frequent().stream())
                .toList();
    }

    private <T> List<T> all(Function<EngineExtension, List<T>> part) {
        return extensions.stream().map(part).flatMap(List::stream).toList();
    }

    /** A mutable copy of the host's list, which may be immutable. */
    static <T> List<T> roomFor(@Nullable List<T> hosts) {
        return hosts == null ? new ArrayList<>() : new ArrayList<>(hosts);
    }
}
