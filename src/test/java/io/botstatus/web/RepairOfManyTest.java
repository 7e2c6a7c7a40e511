package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** Edited process instances that stand for many contacts: bulk changes and cohorts. */
@ServerTest
@TestPropertySource(properties = {"botstatus.cohort-window=1m", "botstatus.health.lag=10s"})
@DirtiesContext
class RepairOfManyTest {

    @RegisterExtension
    final TestClock time = new TestClock();

    @Autowired
    Server server;

    @Autowired
    JdbcClient sql;

    private List<TestContact> contacts = List.of();

    @BeforeEach
    void fiveContacts() {
        contacts = IntStream.range(0, 5).mapToObj(n -> server.newContact()).toList();
    }

    @AfterEach
    void nothingIsLeftBehind() {
        runJobs();
        assertThat(Repaired.kinds(server)).isEmpty();
    }

    @Test
    void aCohortAndABulkChangeAreNothingToMend() {
        cohort();
        bulk("PT3H");
        assertThat(Repaired.kinds(server)).isEmpty();
        time.pass(Duration.ofSeconds(1));
        runJobs();
        assertThat(Repaired.kinds(server)).isEmpty();
    }

    @Test
    void aCohortBeforeItsWindowIsOverIsNotOverdue() {
        time.pass(Duration.ofSeconds(1));
        contacts.get(0).report("m-1", "human").ok();
        time.pass(Duration.ofHours(24).plusSeconds(58)); // the window ends with the minute

        assertThat(Repaired.kinds(server)).isEmpty();
        time.pass(Duration.ofSeconds(12));
        Repaired.mend(server, sql, "overdue_hold");
    }

    @Test
    void aCohortWhoseInstanceIsGoneIsOneAgain() {
        String instance = cohort();
        Repaired.deleteRowsOf(sql, instance);

        Repaired.mend(server, sql, "hold_without_instance");

        String now = onlyInstance();
        assertThat(now).isNotEqualTo(instance);
        contacts.get(0).set("{\"status\": \"active\"}").ok();
        assertThat(contacts.get(1).status("status")).isEqualTo("snoozed");
        time.pass(Duration.ofHours(25));
        runJobs();
        everybodyIsActive();
        assertThat(sql.sql("select count(*) from bot_cohort").query(Long.class).single())
                .isZero();
    }

    @Test
    void aCohortThatLostItsTimerGetsItAtTheEndOfItsWindow() {
        String instance = cohort();
        String before = due(instance);
        sql.sql("delete from act_ru_job where process_instance_id_ = :instance")
                .param("instance", instance)
                .update();

        Repaired.mend(server, sql, "timer_missing");

        assertThat(due(instance)).isEqualTo(before);
        assertThat(contacts)
                .allSatisfy(contact ->
                        assertThat(contact.events()).last().asString().startsWith("repaired"));
        time.pass(Duration.ofHours(25));
        runJobs();
        everybodyIsActive();
    }

    @Test
    void anEmptyCohortWhoseInstanceIsGoneTakesNobodyAnyMore() {
        String instance = cohort();
        contacts.forEach(contact -> contact.set("{\"status\": \"active\"}").ok());
        Repaired.deleteRowsOf(sql, instance);

        Repaired.mend(server, sql, "cohort_without_instance");

        server.newContact().report("m-1", "human").ok();
        assertThat(Repaired.kinds(server)).isEmpty();
        time.pass(Duration.ofHours(25));
    }

    @Test
    void holdsOfACohortThatWereDeletedAreGoneAndOthersMayStillJoin() {
        String instance = cohort();
        sql.sql("delete from bot_hold where process_instance_id = :instance")
                .param("instance", instance)
                .update();

        Repaired.mend(server, sql, "stale_row", "event_without_hold");

        everybodyIsActive();
        contacts = List.of(server.newContact());
        assertThat(cohort()).isEqualTo(instance);
        time.pass(Duration.ofHours(25));
        runJobs();
        everybodyIsActive();
    }

    @Test
    void aBulkPauseWhoseInstanceIsGoneCanStillBeUndone() {
        String change = bulk("PT3H");
        runJobs();
        Repaired.deleteRowsOf(sql, onlyInstance());

        Repaired.mend(server, sql, "hold_without_instance");

        assertThat(server.get("/api/bot-status-changes/" + change)
                        .ok()
                        .path("held")
                        .asInt())
                .isEqualTo(5);
        assertThat(server.delete("/api/bot-status-changes/" + change).code()).isEqualTo(202);
        runJobs();
        everybodyIsActive();
    }

    @Test
    void aBulkPauseWhoseInstanceIsGoneEndsInOneGoAtItsDeadline() {
        bulk("PT3H");
        runJobs();
        Repaired.deleteRowsOf(sql, onlyInstance());
        Repaired.mend(server, sql, "hold_without_instance");
        time.pass(Duration.ofHours(3));

        assertThat(runJobs()).isEqualTo(1);

        everybodyIsActive();
    }

    @Test
    void aBulkChangeThatSomebodyDeletedGoesOnAndSoDoesItsUndo() {
        contacts.get(0).set("{\"status\": \"inactive\"}").ok();
        String change = bulk("PT3H");
        // It still has to end the pause that it replaced.
        deleteBulkInstances();

        mendBulk();

        assertThat(contacts.get(0).pauses()).isEmpty();
        assertThat(server.delete("/api/bot-status-changes/" + change).code()).isEqualTo(202);
        deleteBulkInstances();
        mendBulk();
        assertThat(server.get("/api/bot-status-changes/" + change)
                        .ok()
                        .path("state")
                        .asText())
                .isEqualTo("undone");
        everybodyIsActive();
    }

    @Test
    void aBulkChangeThatSomebodySuspendedGoesOn() {
        bulk("PT3H");
        String instance = server.get(
                        "/engine-rest/process-instance?maxResults=2000&processDefinitionKey=bot-bulk-change")
                .ok()
                .path(0)
                .path("id")
                .asText();
        assertThat(server.put("/engine-rest/process-instance/" + instance + "/suspended", "{\"suspended\": true}")
                        .code())
                .isEqualTo(204);

        Repaired.mend(server, sql, "bulk_stopped");

        runJobs();
        assertThat(server.get("/engine-rest/process-instance?maxResults=2000&processDefinitionKey=bot-bulk-change")
                        .ok())
                .isEmpty();
        time.pass(Duration.ofHours(3));
    }

    /** Jobs do the rest of the work. */
    private void mendBulk() {
        assertThat(Repaired.kinds(server)).containsExactly("bulk_without_instance");
        JsonNode done = server.post("/api/repairs", "{\"dryRun\": false}").ok();
        assertThat(done.path("left").asLong()).as(done.toPrettyString()).isZero();
        runJobs();
        Repaired.agreesAndStaysSo(server, sql);
    }

    /** @return the process instance */
    private String cohort() {
        contacts.forEach(contact -> contact.report("m-1", "human").ok());
        return onlyInstance();
    }

    /** @return the id of the change */
    private String bulk(String duration) {
        String ids = contacts.stream().map(contact -> '"' + contact.id() + '"').collect(Collectors.joining(","));
        JsonNode change = Answer.json(server.post("/api/bot-status-changes", """
                {"contactIds": [%s], "status": "snoozed", "reactivateAfter": "%s"}""".formatted(ids, duration))
                .text());
        return change.path("id").asText();
    }

    private String onlyInstance() {
        List<String> instances = contacts.stream()
                .flatMap(contact -> contact.holds().stream())
                .map(hold -> hold.path("processInstanceId").asText())
                .distinct()
                .toList();
        assertThat(instances).hasSize(1);
        return instances.get(0);
    }

    private void everybodyIsActive() {
        assertThat(contacts).allSatisfy(contact -> {
            assertThat(contact.status("status")).isEqualTo("active");
            assertThat(contact.holds()).isEmpty();
        });
    }

    private String due(String instance) {
        return server.get("/engine-rest/job?maxResults=2000&processInstanceId=" + instance)
                .ok()
                .path(0)
                .path("dueDate")
                .asText();
    }

    /** @return how many there were to be done */
    private int runJobs() {
        int done = 0;
        for (JsonNode jobs = due(); !jobs.isEmpty(); jobs = due()) {
            for (JsonNode job : jobs) {
                assertThat(server.post("/engine-rest/job/" + job.path("id").asText() + "/execute", "{}")
                                .code())
                        .isEqualTo(204);
                done++;
            }
        }
        return done;
    }

    private JsonNode due() {
        return server.get("/engine-rest/job?maxResults=2000&executable=true&active=true")
                .ok();
    }

    private void deleteBulkInstances() {
        for (JsonNode instance : server.get(
                        "/engine-rest/process-instance?maxResults=2000&processDefinitionKey=bot-bulk-change")
                .ok()) {
            assertThat(server.delete("/engine-rest/process-instance/"
                                    + instance.path("id").asText())
                            .code())
                    .isEqualTo(204);
        }
    }
}
