package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.botstatus.DatabaseTextSearch;
import java.time.Duration;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Old data: the engine's history is cleaned up, and a contact can be forgotten. */
@ServerTest
class OverTimeTest {

    @RegisterExtension
    TestClock time = new TestClock();

    @Autowired
    Server server;

    @Autowired
    HistoryService history;

    @Autowired
    ManagementService management;

    @Autowired
    RepositoryService repository;

    @Autowired
    RuntimeService runtime;

    @Autowired
    JdbcClient sql;

    @Test
    void theEngineCleansItsHistoryAllDayOfWhatEndedAMonthAgo() {
        TestContact contact = server.newContact();
        contact.set("""
                {"status": "inactive"}""").ok();
        contact.set("""
                {"status": "active"}""").ok();

        assertThat(history.findHistoryCleanupJobs())
                .as("due at any time of the day, not started by hand")
                .isNotEmpty();
        time.pass(Duration.ofDays(30).minusMinutes(1));
        cleanUp();
        assertThat(ended(contact)).isEqualTo(2);
        time.pass(Duration.ofMinutes(2));
        cleanUp();
        assertThat(ended(contact)).isZero();
        assertThat(contact.events()).as("the bot's own history").hasSize(2);
    }

    private void cleanUp() {
        history.findHistoryCleanupJobs().forEach(job -> management.executeJob(job.getId()));
    }

    private long ended(TestContact contact) {
        return history.createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(contact.id())
                .finished()
                .count();
    }

    @Test
    void whoForgetsAContactIsToldWhichFlowsKnowItAndRunOn() {
        TestContact contact = server.newContact();
        contact.report("m-1", "human").ok();
        contact.ask("r-1").ok();
        String deployment = repository
                .createDeployment()
                .addModelInstance(
                        "waits.bpmn",
                        Bpmn.createExecutableProcess("waits")
                                .camundaHistoryTimeToLive(1)
                                .startEvent()
                                .userTask()
                                .endEvent()
                                .done())
                .deploy()
                .getId();
        try {
            String flow =
                    runtime.startProcessInstanceByKey("waits", contact.id()).getId();

            JsonNode left = contact.forget().ok();

            assertThat(left).isEqualTo(Answer.json("""
                    {"running": [{"processInstanceId": "%s", "processDefinitionKey": "waits"}]}""".formatted(flow)));
            runtime.deleteProcessInstance(flow, "over");
            assertThat(contact.forget().code()).isEqualTo(204);
            assertThat(DatabaseTextSearch.of(contact.id(), sql)).isEmpty();
        } finally {
            repository.deleteDeployment(deployment, true);
        }
    }
}
