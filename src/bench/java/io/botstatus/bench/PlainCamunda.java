package io.botstatus.bench;

import javax.sql.DataSource;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A model without the plugin: a message starts a process, a delegate notes that the bot is silent, a receive task waits, and its
 * timer reactivates the bot. Camunda's starter with its defaults.
 */
final class PlainCamunda {

    private final CamundaHost host;
    private final RuntimeService runtime;

    PlainCamunda() {
        host = CamundaHost.start("spring.config.name=none", "botstatus.enabled=false");
        runtime = host.bean(RuntimeService.class);
        PlainContacts contacts = PlainContacts.create(JdbcClient.create(host.bean(DataSource.class)));
        host.context().getBeanFactory().registerSingleton("plainPause", noting(contacts, true));
        host.context().getBeanFactory().registerSingleton("plainReactivate", noting(contacts, false));
        host.bean(RepositoryService.class)
                .createDeployment()
                .addModelInstance(
                        "plain.bpmn",
                        Bpmn.createExecutableProcess("plain")
                                .camundaHistoryTimeToLive(1)
                                .startEvent()
                                .message("plain.messageSent")
                                .serviceTask("pause")
                                .camundaDelegateExpression("${plainPause}")
                                .receiveTask("paused")
                                .message("plain.released")
                                .boundaryEvent("timer")
                                .timerWithDuration("${reactivateAfter}")
                                .serviceTask("reactivate")
                                .camundaDelegateExpression("${plainReactivate}")
                                .endEvent()
                                .moveToActivity("paused")
                                .endEvent()
                                .done())
                .deploy();
    }

    Contender newPause() {
        return Loop.of("plain Camunda, Spring Boot defaults", n -> pause("new-" + n, "PT24H"));
    }

    /** Without a status to check, each message starts an instance. */
    Contender repeat() {
        return Loop.of("plain Camunda, an instance each", n -> pause("repeated-" + n % 100, "PT24H"));
    }

    Contender timers() {
        return Contender.of("plain Camunda, Spring Boot defaults", () -> {
            clear();
            Loop.times(Ours.TIMERS, n -> pause("timer-" + n, "PT0.001S"));
            return Ours.TIMERS / host.drain(all -> all);
        });
    }

    private void pause(String contact, String reactivateAfter) {
        runtime.createMessageCorrelation("plain.messageSent")
                .processInstanceBusinessKey(contact)
                .setVariables(Variables.createVariables()
                        .putValue("sentBy", "anna")
                        .putValue("channel", "sms")
                        .putValue("reactivateAfter", reactivateAfter))
                .correlateStartMessage();
    }

    private void clear() {
        runtime.createProcessInstanceQuery()
                .processDefinitionKey("plain")
                .list()
                .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "cleared"));
    }

    private static JavaDelegate noting(PlainContacts contacts, boolean silent) {
        return execution -> contacts.note(execution.getProcessBusinessKey(), silent);
    }
}
