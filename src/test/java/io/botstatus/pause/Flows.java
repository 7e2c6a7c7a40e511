package io.botstatus.pause;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.builder.ServiceTaskBuilder;
import org.jspecify.annotations.Nullable;

/** Small flows of builders, deployed for one test. */
public final class Flows {

    public static final String KEY = "a-flow";
    public static final String TASK = "serviceTask_bot";

    private final RepositoryService repository;
    private final List<String> deployments = new ArrayList<>();

    public Flows(RepositoryService repository) {
        this.repository = repository;
    }

    /** A flow that calls this delegate with these input parameters and then waits in a user task. */
    public void deploy(String delegate, String... inputs) {
        deploy(task(delegate, inputs).userTask("userTask_next").endEvent().done());
    }

    /** Deploys such a flow with a boundary event that catches the error for invalid values. */
    public void deployCatching(String delegate, String... inputs) {
        deploy(task(delegate, inputs)
                .boundaryEvent("boundaryEvent_invalidValue")
                .errorEventDefinition()
                .error(BotPause.INVALID_VALUE)
                .errorMessageVariable("whatWasWrong")
                .errorEventDefinitionDone()
                .userTask("userTask_mend")
                .endEvent()
                .moveToActivity(TASK)
                .userTask("userTask_next")
                .endEvent()
                .done());
    }

    public void deploy(BpmnModelInstance model) {
        deploy(model, null);
    }

    public void deploy(BpmnModelInstance model, @Nullable String tenant) {
        deployments.add(repository
                .createDeployment()
                .tenantId(tenant)
                .name("a builder's flow")
                .addModelInstance("a-flow.bpmn", model)
                .deploy()
                .getId());
    }

    public void undeployAll() {
        deployments.forEach(deployment -> repository.deleteDeployment(deployment, true));
        deployments.clear();
    }

    private static ServiceTaskBuilder task(String delegate, String... inputs) {
        ServiceTaskBuilder task = Bpmn.createExecutableProcess(KEY)
                .camundaHistoryTimeToLive(1)
                .startEvent()
                .serviceTask(TASK)
                .camundaDelegateExpression("${" + delegate + "}");
        for (int i = 0; i < inputs.length; i += 2) {
            task.camundaInputParameter(inputs[i], inputs[i + 1]);
        }
        return task;
    }
}
