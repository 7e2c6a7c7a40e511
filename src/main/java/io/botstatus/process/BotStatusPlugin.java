package io.botstatus.process;

import io.botstatus.status.Holds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.spring.SpringTransactionsProcessEngineConfiguration;
import org.springframework.core.io.Resource;

/** What the plugin adds to a process engine: the end of every pause is watched, and the bundled models are deployed. */
final class BotStatusPlugin extends AbstractProcessEnginePlugin {

    private final EndOfPause endOfPause;

    BotStatusPlugin(Supplier<Holds> holds, Supplier<PauseInstances> instances) {
        this.endOfPause = new EndOfPause(holds, instances);
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        List<BpmnParseListener> listeners = configuration.getCustomPostBPMNParseListeners();
        if (listeners == null) {
            listeners = new ArrayList<>();
            configuration.setCustomPostBPMNParseListeners(listeners);
        }
        if (configuration.getCustomJobHandlers() == null) {
            configuration.setCustomJobHandlers(new ArrayList<>());
        }
        configuration.getCustomJobHandlers().add(new StatusChangedDelivery());
        listeners.add(new AbstractBpmnParseListener() {
            @Override
            public void parseProcess(Element element, ProcessDefinitionEntity process) {
                if (process.getKey().equals(BotPause.PROCESS)) {
                    process.addBuiltInListener(ExecutionListener.EVENTNAME_END, endOfPause);
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
        if (configuration instanceof SpringTransactionsProcessEngineConfiguration spring) {
            spring.setDeploymentResources(Arrays.stream(spring.getDeploymentResources())
                    .filter(resource -> !BundledModels.contain(resource))
                    .toArray(Resource[]::new));
        }
    }

    @Override
    public void postProcessEngineBuild(ProcessEngine engine) {
        new BundledModels(engine.getRepositoryService()).deploy();
    }
}
