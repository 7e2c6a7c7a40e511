package io.botstatus.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botstatus.TestDatabase;
import io.botstatus.bulk.BulkChanges;
import io.botstatus.bulk.Selection;
import io.botstatus.pause.BotPauses;
import io.botstatus.pause.StatusRequest;
import io.botstatus.status.BotStatus;
import io.botstatus.status.ContactId;
import io.botstatus.status.hold.Reactivation;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Two nodes of a host application that leaves Camunda's job executor as the starter sets it up, in real time: one executes jobs,
 * the other does not. Other processes hear of each change within two seconds after its commit.
 */
class StatusChangedInTimeTest {

    private static final Duration IN_TIME = Duration.ofSeconds(2);

    private static final String DATABASE = TestDatabase.newDatabase();

    private static HostApplication worker;
    private static HostApplication idle;

    private final ContactId contact = new ContactId("in-time-" + UUID.randomUUID());

    @BeforeAll
    static void startTwoNodes() {
        worker = HostApplication.start(DATABASE, "camunda.bpm.job-execution.enabled=true");
        idle = HostApplication.start(DATABASE);
        engine(worker)
                .getRepositoryService()
                .createDeployment()
                .addModelInstance(
                        "started.bpmn",
                        Bpmn.createExecutableProcess("started")
                                .camundaHistoryTimeToLive(1)
                                .startEvent()
                                .signal("bot.statusChanged")
                                .userTask()
                                .endEvent()
                                .done())
                .addModelInstance(
                        "waiting.bpmn",
                        Bpmn.createExecutableProcess("waiting")
                                .camundaHistoryTimeToLive(1)
                                .startEvent()
                                .receiveTask()
                                .message("bot.statusChanged")
                                .endEvent()
                                .done())
                .deploy();
    }

    @AfterAll
    static void stopThem() {
        idle.close();
        worker.close();
    }

    @BeforeEach
    void letAFlowWait() {
        runtime(worker).startProcessInstanceByKey("waiting", Map.of("contactId", contact.value()));
    }

    @Test
    void ofAPersonsChange() {
        snooze(worker);

        assertHeard();
    }

    @Test
    void ofAManualMessage() {
        runtime(worker)
                .createMessageCorrelation("bot.manualMessageSent")
                .processInstanceBusinessKey(contact.value())
                .correlate();

        assertHeard();
    }

    @Test
    void ofABulkChange() {
        worker.context().getBean(BulkChanges.class).change(aDay(), Selection.Listed.of(List.of(contact.value())));

        assertHeard();
    }

    @Test
    void ofAChangeOnANodeThatExecutesNoJobs() {
        snooze(idle);

        assertHeard();
    }

    @Test
    void ofAChangeWhoseNodeWasKilledWhenItHadAcquiredTheDelivery() throws SQLException {
        try (OtherNode node = new OtherNode()) {
            node.isSeen();
            snoozeAndAcquire(node);

            assertThat(waiting()).as("a node that lives keeps its delivery").isOne();
            await().during(Duration.ofMillis(1500)).atMost(IN_TIME).until(() -> waiting() == 1);
        }

        assertHeard();
    }

    @Test
    void notBeforeTheLockEndsOfANodeThatNobodyHasSeenAlive() throws SQLException {
        OtherNode never = new OtherNode();
        never.close();
        snoozeAndAcquire(never);

        await().during(Duration.ofMillis(1500)).atMost(IN_TIME).until(() -> waiting() == 1);
    }

    private void snooze(HostApplication node) {
        node.context().getBean(BotPauses.class).request(contact, aDay(), null);
    }

    /** The other node locks the jobs of the change before any other node sees them. */
    private void snoozeAndAcquire(OtherNode node) {
        new TransactionTemplate(idle.context().getBean(PlatformTransactionManager.class))
                .executeWithoutResult(transaction -> {
                    snooze(idle);
                    idle.sql()
                            .sql("""
                                    update act_ru_job set lock_owner_ = :owner, lock_exp_time_ = localtimestamp + interval '5 minutes'
                                     where handler_type_ = 'bot-status-changed' and handler_cfg_ like '%' || :contact""")
                            .param("owner", node.name)
                            .param("contact", contact.value())
                            .update();
                });
    }

    private static StatusRequest aDay() {
        return StatusRequest.byPerson(BotStatus.SNOOZED, new Reactivation.After(Duration.ofDays(1)), null, "anna");
    }

    private void assertHeard() {
        await().atMost(IN_TIME).pollInterval(Duration.ofMillis(20)).until(() -> waiting() == 0 && started() == 1);
    }

    private long waiting() {
        return runtime(worker)
                .createProcessInstanceQuery()
                .processDefinitionKey("waiting")
                .variableValueEquals("contactId", contact.value())
                .count();
    }

    private long started() {
        return runtime(worker)
                .createProcessInstanceQuery()
                .processDefinitionKey("started")
                .processInstanceBusinessKey(contact.value())
                .count();
    }

    private static RuntimeService runtime(HostApplication node) {
        return engine(node).getRuntimeService();
    }

    private static ProcessEngine engine(HostApplication node) {
        return node.context().getBean(ProcessEngine.class);
    }

    /** Another node as the others see it. PostgreSQL frees its lock when its connection is gone, as after a kill. */
    private static final class OtherNode implements AutoCloseable {

        private final String name = "node-" + UUID.randomUUID();
        private final Connection connection;

        OtherNode() throws SQLException {
            connection = idle.context().getBean(javax.sql.DataSource.class).getConnection();
            connection.setAutoCommit(false);
            JdbcClient.create(new SingleConnectionDataSource(connection, true))
                    .sql("select pg_advisory_xact_lock(:nodes, hashtext(:name))")
                    .param("nodes", 0x626f7473)
                    .param("name", name)
                    .query()
                    .singleRow();
        }

        /** The worker looks twice a second. */
        void isSeen() {
            await().pollDelay(Duration.ofMillis(1200)).until(() -> true);
        }

        @Override
        public void close() throws SQLException {
            connection.rollback();
            connection.setAutoCommit(true);
            connection.close();
        }
    }
}
