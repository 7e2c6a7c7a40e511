package io.botstatus.bench;

import java.time.Instant;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What somebody would model without the plugin: a message starts a process, a delegate notes that the bot is silent, a receive
 * task waits, and its timer brings the bot back. Camunda's starter with its defaults.
 */
final class PlainCamunda {

    private final Host host;
    private final RuntimeService runtime;

    PlainCamunda() {
        host = Host.start("spring.config.name=none", "botstatus.enabled=false");
        runtime = host.bean(RuntimeService.class);
        JdbcClient sql = JdbcClient.create(host.bean(DataSource.class));
        sql.sql("create table plain_contact (contact_id text primary key, silent boolean, at timestamptz)")
                .update();
        host.context().getBeanFactory().registerSingleton("plainPause", upsert(sql, true));
        host.context().getBeanFactory().registerSingleton("plainReactivate", upsert(sql, false));
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

    void pause(String contact, String reactivateAfter) {
        runtime.createMessageCorrelation("plain.messageSent")
                .processInstanceBusinessKey(contact)
                .setVariables(Variables.createVariables()
                        .putValue("sentBy", "anna")
                        .putValue("channel", "sms")
                        .putValue("reactivateAfter", reactivateAfter))
                .correlateStartMessage();
    }

    double drain(int jobs) throws InterruptedException {
        return host.drain(all -> all, jobs);
    }

    void clear() {
        runtime.createProcessInstanceQuery()
                .processDefinitionKey("plain")
                .list()
                .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "cleared"));
    }

    private static JavaDelegate upsert(JdbcClient sql, boolean silent) {
        return execution -> sql.sql("""
                        insert into plain_contact (contact_id, silent, at) values (:contact, :silent, :at)
                        on conflict (contact_id) do update set silent = excluded.silent, at = excluded.at""")
                .param("contact", execution.getProcessBusinessKey())
                .param("silent", silent)
                .param("at", Instant.now().atOffset(ZoneOffset.UTC))
                .update();
    }
}
