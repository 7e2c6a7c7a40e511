package io.botstatus.testkit;

import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.builder.StartEventBuilder;

/** Flows as a builder might model them, and their deployment. */
final class BuilderFlows {

    private static final String NAME = "flows of a test";

    private BuilderFlows() {}

    static StartEventBuilder flow(String key) {
        return Bpmn.createExecutableProcess(key).camundaHistoryTimeToLive(1).startEvent();
    }

    public static void deploy(RepositoryService repository, BpmnModelInstance... models) {
        var deployment = repository.createDeployment().name(NAME);
        for (BpmnModelInstance model : models) {
            deployment.addModelInstance(
                    model.getDefinitions().getRootElements().iterator().next().getId() + ".bpmn", model);
        }
        deployment.deploy();
    }

    /** The instances go too. */
    static void undeploy(RepositoryService repository) {
        repository
                .createDeploymentQuery()
                .deploymentName(NAME)
                .list()
                .forEach(deployment -> repository.deleteDeployment(deployment.getId(), true));
    }
}
