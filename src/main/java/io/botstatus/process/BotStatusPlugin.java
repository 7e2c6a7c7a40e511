package io.botstatus.process;

import io.botstatus.process.check.DeploymentCheck;
import io.botstatus.process.notify.EndOfNotifying;
import io.botstatus.process.notify.Notifications;
import io.botstatus.process.notify.NotifyProperties;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

/** What the plugin adds to a process engine: pauses are watched to their end, models checked, the bundled ones deployed. */
final class BotStatusPlugin extends AbstractProcessEnginePlugin {

    private final JdbcClient sql;
    private final Map<String, ExecutionListener> ends;
    private final EndOfHistory endOfHistory;
    private final NotifyProperties notify;
    private final ProcessProperties properties;

    BotStatusPlugin(
            JdbcClient sql,
            EndOfPause endOfPause,
            EndOfNotifying endOfNotifying,
            EndOfHistory endOfHistory,
            NotifyProperties notify,
            ProcessProperties properties) {
        this.sql = sql;
        this.ends = Map.of(BotPause.PROCESS, endOfPause, Notifications.PROCESS, endOfNotifying);
        this.endOfHistory = endOfHistory;
        this.notify = notify;
        this.properties = properties;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        List<BpmnParseListener> listeners = roomFor(configuration.getCustomPostBPMNParseListeners());
        configuration.setCustomPostBPMNParseListeners(listeners);
        PlainFeel.plugIn(configuration);
        if (!properties.history().full() && configuration.getHistoryEventProducer() == null) {
            configuration.setHistoryEventProducer(endOfHistory);
        }
        configuration.setCustomJobHandlers(roomFor(configuration.getCustomJobHandlers()));
        // With events switched off too: jobs from before would otherwise fail.
        configuration.getCustomJobHandlers().add(new StatusChangedDelivery());
        if (properties.checks().enabled()) {
            List<Deployer> deployers = roomFor(configuration.getCustomPreDeployers());
            deployers.add(new DeploymentCheck());
            configuration.setCustomPreDeployers(deployers);
        }
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
     * Keeps the host's auto-deployment off our models: it scans every jar for models, and would put its copy over a builder's
     * version with each release of the host.
     */
    @Override
    public void postInit(ProcessEngineConfigurationImpl configuration) {
        thinHistory(configuration);
        if (configuration instanceof SpringTransactionsProcessEngineConfiguration spring) {
            spring.setDeploymentResources(Arrays.stream(spring.getDeploymentResources())
                    .filter(resource -> !BundledModels.contain(resource))
                    .toArray(Resource[]::new));
        }
    }

    @Override
    public void postProcessEngineBuild(ProcessEngine engine) {
        ProcessEngineConfigurationImpl configuration =
                (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        // The level may have been found in the database only now.
        thinHistory(configuration);
        if (JobAcquisition.wantsDueDate(configuration)) {
            giveDueDates();
        }
        if (properties.models().enabled()) {
            new BundledModels(engine.getRepositoryService())
                    .deploy(model -> model != BundledModel.NOTIFY_WEBHOOK || notify.isOn());
        }
    }

    /** To jobs from before the engine wanted one, and from releases of this plugin that gave none to a delivery. */
    private void giveDueDates() {
        sql.sql("update act_ru_job set duedate_ = :now, rev_ = rev_ + 1 where duedate_ is null")
                .param("now", ClockUtil.getCurrentTime())
                .update();
    }

    private void thinHistory(ProcessEngineConfigurationImpl configuration) {
        if (!properties.history().full()) {
            LeanHistory.plugIn(configuration);
        }
    }

    /** The host's own and room for more, since its list may be one that takes none. */
    static <T> List<T> roomFor(@Nullable List<T> hosts) {
        return hosts == null ? new ArrayList<>() : new ArrayList<>(hosts);
    }
}
