package io.botstatus.web;

import static io.botstatus.web.Answer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.UUID;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** {@code /api/bot-status-changes}: many contacts at a time. */
@ServerTest
class BulkCallTest {

    @RegisterExtension
    final TestClock time = new TestClock();

    @Autowired
    Server server;

    @Autowired
    ManagementService management;

    private final String prefix = "bulk " + UUID.randomUUID() + " ";
    private final String list = """
            "contactIds": ["%1$sa", "%1$sb", "%1$sa"]""".formatted(prefix);

    @Test
    void aListIsChangedAndTheAnswerSaysHowFarItHasCome() {
        Answer answer = server.post("/api/bot-status-changes", """
                {%s, "status": "snoozed", "reactivateAfter": "PT2H", "reason": "sale"}""".formatted(list));

        assertThat(answer.code()).isEqualTo(202);
        JsonNode change = json(answer.text());
        assertThat(change).isEqualTo(json("""
                {"id": %s, "state": "done", "status": "snoozed", "reactivateAt": "2030-01-31T11:00:00Z", "reason": "sale",
                 "setBy": "admin", "filter": null, "requestedAt": "2030-01-31T09:00:00Z",
                 "finishedAt": "2030-01-31T09:00:00Z", "expected": 2, "done": 2, "changed": 2, "held": 2,
                 "processInstanceId": %s, "problem": null}""".formatted(change.path("id"), change.path("processInstanceId"))));
        assertThat(progress(change).ok()).isEqualTo(change);
        assertThat(server.get("/api/bot-status-changes?limit=500").list()).contains(change);
        assertThat(new TestContact(server, prefix + "b").status("explanation")).contains("sale");
    }

    @Test
    void aDryRunCountsAndShowsTheFirstAndChangesNothing() {
        TestContact a = new TestContact(server, prefix + "a");
        a.set("""
                {"status": "inactive"}""").ok();

        JsonNode preview =
                server.post("/api/bot-status-changes", """
                {%s, "status": "active", "dryRun": true}""".formatted(list)).ok();

        assertThat(preview.path("contacts").asInt()).isEqualTo(2);
        assertThat(preview.path("now")).isEqualTo(json("""
                {"active": 1, "snoozed": 0, "inactive": 1}"""));
        assertThat(preview.path("sample").findValuesAsText("contactId")).containsExactly(prefix + "a", prefix + "b");
        assertThat(a.status("status")).isEqualTo("inactive");
    }

    @Test
    void aFilterTakesWhatTheListOfPausedContactsTakes() {
        new TestContact(server, prefix + "a").set("""
                {"status": "inactive"}""").ok();
        new TestContact(server, prefix + "b").report("m1", "human").ok();

        JsonNode change = json(
                server.post("/api/bot-status-changes", """
                {"filter": {"cause": "manual_message", "search": "%s"}, "status": "active"}""".formatted(prefix)).text());

        assertThat(change.path("changed").asInt()).isEqualTo(1);
        assertThat(change.path("filter")).isEqualTo(json("""
                {"status": null, "cause": "manual_message", "search": "%s", "paused": false}""".formatted(prefix)));
        assertThat(new TestContact(server, prefix + "a").status("status")).isEqualTo("inactive");
        assertThat(new TestContact(server, prefix + "b").status("status")).isEqualTo("active");
    }

    @Test
    void aFilterCanMeanThePausedOnesAlone() {
        new TestContact(server, prefix + "a").set("""
                {"status": "inactive"}""").ok();
        new TestContact(server, prefix + "b").ask("r1").ok();
        String all = """
                {"filter": {"search": "%s"%s}, "status": "active", "dryRun": true}""";

        assertThat(server.post("/api/bot-status-changes", all.formatted(prefix, ""))
                        .ok()
                        .path("contacts")
                        .asInt())
                .isEqualTo(2);
        assertThat(server.post("/api/bot-status-changes", all.formatted(prefix, ", \"paused\": true"))
                        .ok()
                        .path("contacts")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void undoTakesBackWhatIsLeftAndTwiceIsOnce() {
        JsonNode change =
                json(server.post("/api/bot-status-changes", """
                {%s, "status": "inactive"}""".formatted(list)).text());
        new TestContact(server, prefix + "a").set("""
                {"status": "snoozed", "reactivateAfter": "PT1H"}""").ok();
        time.pass(Duration.ofMinutes(1));

        Answer undo =
                server.delete("/api/bot-status-changes/" + change.path("id").asText());
        workOff(json(undo.text()));

        assertThat(undo.code()).isEqualTo(202);
        assertThat(progress(change).ok().path("state").asText()).isEqualTo("undone");
        assertThat(progress(change).ok().path("held").asInt()).isZero();
        assertThat(new TestContact(server, prefix + "a").status("status")).isEqualTo("snoozed");
        assertThat(new TestContact(server, prefix + "b").events())
                .containsExactly("placed manual_change active inactive", "released manual_change inactive active");
        assertThat(json(server.delete("/api/bot-status-changes/"
                                        + change.path("id").asText())
                                .text())
                        .path("state")
                        .asText())
                .isEqualTo("undone");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"status\": \"active\"} | filter is missing",
                "{\"contactIds\": [\"a\"], \"filter\": {}, \"status\": \"active\"} | either contactIds or filter",
                "{\"contactIds\": [], \"status\": \"active\"} | from 1 to 100000",
                "{\"contactIds\": [\"a\", null], \"status\": \"active\"} | contactIds[1]",
                "{\"contactIds\": [\"a\", \"\"], \"status\": \"active\"} | contactIds[1]",
                "{\"contactIds\": [\"a\"], \"status\": \"snoozed\"} | reactivateAfter",
                "{\"contactIds\": [\"a\"], \"status\": \"paused\"} | status is 'paused'",
                "{\"contactIds\": [\"a\"], \"status\": \"active\", \"reactivateAfter\": \"PT1H\"} | status is 'active'",
                "{\"filter\": {\"status\": \"asleep\"}, \"status\": \"active\"} | filter.status",
                "{\"filter\": {\"mood\": \"bad\"}, \"status\": \"active\"} | mood",
                "{\"contactIds\": \"a\", \"status\": \"active\"} | contactIds has a value of the wrong type",
                "{\"contactIds\": [\"a\"], \"status\": \"snoozed\", \"reactivateAt\": \"2020-01-01T00:00:00Z\"} | reactivateAt"
            })
    void whatCannotBeIsRefusedAndNamed(String body, String problem) {
        Answer answer = server.post("/api/bot-status-changes", body);

        assertThat(answer.code()).isEqualTo(400);
        assertThat(json(answer.text()).path("detail").asText()).contains(problem.strip());
    }

    @Test
    void whoAsksForOneThatIsNotThereIsTold() {
        assertThat(server.get("/api/bot-status-changes/" + UUID.randomUUID()).code())
                .isEqualTo(404);
        assertThat(server.delete("/api/bot-status-changes/" + UUID.randomUUID()).code())
                .isEqualTo(404);
        assertThat(server.get("/api/bot-status-changes/1").code()).isEqualTo(400);
    }

    @Test
    void whereNothingIsAutomatedItIsRefused() {
        server.put("/api/settings", """
                {"mode": "off", "messageLimit": 75, "messageLimitWindow": "PT24H"}""").ok();
        try {
            assertThat(server.post("/api/bot-status-changes", """
                    {%s, "status": "active"}""".formatted(list))
                            .code())
                    .isEqualTo(409);
        } finally {
            server.put("/api/settings", """
                    {"mode": "auto_pilot", "messageLimit": 75, "messageLimitWindow": "PT24H"}""").ok();
        }
    }

    private Answer progress(JsonNode change) {
        return server.get("/api/bot-status-changes/" + change.path("id").asText());
    }

    private void workOff(JsonNode change) {
        String instance = change.path("processInstanceId").asText();
        for (Job job = job(instance); job != null; job = job(instance)) {
            management.executeJob(job.getId());
        }
    }

    private Job job(String instance) {
        return management.createJobQuery().processInstanceId(instance).singleResult();
    }
}
