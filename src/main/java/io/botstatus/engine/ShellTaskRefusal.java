package io.botstatus.engine;

import io.botstatus.engine.model.CheckedDeployments;
import java.util.List;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.impl.bpmn.behavior.ShellActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityBehavior;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;

/**
 * Refuses shell tasks if {@value #PROPERTY} is true, as on the server. A model with one is refused at deployment, and a task of an
 * older model fails when it is reached.
 */
final class ShellTaskRefusal extends AbstractProcessEnginePlugin {

    static final String PROPERTY = "botstatus.shell-tasks.refused";

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        List<Deployer> deployers = BotStatusPlugin.roomFor(configuration.getCustomPreDeployers());
        deployers.add(new CheckedDeployments(List.of(new ShellTaskCheck())));
        configuration.setCustomPreDeployers(deployers);
        List<BpmnParseListener> listeners = BotStatusPlugin.roomFor(configuration.getCustomPostBPMNParseListeners());
        listeners.add(new Replacement());
        configuration.setCustomPostBPMNParseListeners(listeners);
    }

    /** Covers each kind of element that the engine can make a shell task of. */
    private static final class Replacement extends AbstractBpmnParseListener {

        @Override
        public void parseServiceTask(Element element, ScopeImpl scope, ActivityImpl activity) {
            replace(activity);
        }

        @Override
        public void parseSendTask(Element element, ScopeImpl scope, ActivityImpl activity) {
            replace(activity);
        }

        @Override
        public void parseBusinessRuleTask(Element element, ScopeImpl scope, ActivityImpl activity) {
            replace(activity);
        }

        @Override
        public void parseIntermediateThrowEvent(Element element, ScopeImpl scope, ActivityImpl activity) {
            replace(activity);
        }

        @Override
        public void parseEndEvent(Element element, ScopeImpl scope, ActivityImpl activity) {
            replace(activity);
        }

        private static void replace(ActivityImpl activity) {
            if (activity.getActivityBehavior() instanceof ShellActivityBehavior) {
                activity.setActivityBehavior(refusal());
            }
        }

        private static ActivityBehavior refusal() {
            return execution -> {
                throw new BadUserRequestException("Activity '" + execution.getCurrentActivityId()
                        + "' is a shell task. No process runs commands of this machine (" + PROPERTY + ").");
            };
        }
    }
}
