package io.botstatus.web;

import static io.botstatus.testkit.BotStatusTests.contact;
import static io.botstatus.testkit.BotStatusTests.runDueJobs;
import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.testkit.BotStatusExtension;
import io.botstatus.testkit.FiredJob;
import java.util.List;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The test kit acquires what the server's job executor would, and nothing else. */
@ServerTest
@ExtendWith(BotStatusExtension.class)
class TestKitOnTheServerTest {

    @Autowired
    RepositoryService repository;

    @Autowired
    ManagementService management;

    @Autowired
    JdbcClient sql;

    private String deployment = "";

    @BeforeEach
    void deployListener() {
        deployment = repository
                .createDeployment()
                .addModelInstance(
                        "listens.bpmn",
                        Bpmn.createExecutableProcess("listens")
                                .camundaHistoryTimeToLive(1)
                                .startEvent("hears")
                                .signal("bot.statusChanged")
                                .endEvent()
                                .done())
                .deploy()
                .getId();
    }

    @AfterEach
    void undeploy() {
        sql.sql(
                        "update act_ru_job set lock_owner_ = null, lock_exp_time_ = null where handler_type_ = 'bot-status-changed'")
                .update();
        deliveries().forEach(job -> management.deleteJob(job.getId()));
        repository.deleteDeployment(deployment, true);
    }

    @Test
    void firesADeliverySinceItHasADueDate() {
        contact("hears-1").isWrittenToBy("anna");

        assertThat(runDueJobs()).extracting(FiredJob::activity).containsExactly("hears");
    }

    @Test
    void passesOverAJobWithoutADueDateWhichThisEngineNeverAcquires() {
        contact("hears-2").isWrittenToBy("anna");
        change("duedate_ = null");

        assertThat(runDueJobs()).isEmpty();
    }

    @Test
    void passesOverAJobThatIsLocked() {
        contact("hears-3").isWrittenToBy("anna");
        change("lock_owner_ = 'another node', lock_exp_time_ = duedate_ + interval '1 minute'");

        assertThat(runDueJobs()).isEmpty();
    }

    private void change(String set) {
        assertThat(sql.sql("update act_ru_job set " + set + " where handler_type_ = 'bot-status-changed'")
                        .update())
                .isOne();
    }

    private List<Job> deliveries() {
        return management.createJobQuery().processDefinitionKey("listens").list();
    }
}
