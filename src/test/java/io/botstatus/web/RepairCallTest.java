package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** {@code POST /api/repairs} finds and repairs every edit in SQL, in Cockpit or over Camunda's REST API. */
@ServerTest
@TestPropertySource(properties = "botstatus.health.interval=1s")
@DirtiesContext // its health looks every second
class RepairCallTest {

    private static final String A_DAY = """
            {"status": "snoozed", "reactivateAfter": "PT24H", "reason": "a day off"}""";

    @RegisterExtension
    final TestClock time = new TestClock();

    @Autowired
    Server server;

    @Autowired
    JdbcClient sql;

    @Autowired
    ProcessEngine engine;

    @Autowired
    @Qualifier("botStatusPlugin")
    ProcessEnginePlugin plugin;

    private final List<TestContact> contacts = new ArrayList<>();

    /** Repairs first, so that one failing test does not make others fail. */
    @BeforeEach
    void beginWithNothingToMend() {
        server.post("/api/repairs", "{\"dryRun\": false}");
    }

    @AfterEach
    void nothingIsLeftBehind() {
        contacts.forEach(TestContact::forget);
        assertThat(Repaired.kinds(server)).isEmpty();
    }

    @Test
    void findsNothingWhereNobodyDidAnything() {
        TestContact contact = paused(A_DAY);
        contact.report("m-1", "human").ok();
        contact.ask("r-1").ok();
        newContact().ask("r-1").ok();

        JsonNode answer = server.post("/api/repairs", "").ok();

        assertThat(answer.path("dryRun").asBoolean()).isTrue();
        assertThat(answer.path("total").asLong()).isZero();
        assertThat(answer.path("findings")).isEmpty();
        assertThat(Instant.parse(answer.path("checkedAt").asText())).isEqualTo(time.now());
    }

    // A repair in the engine's jobs.

    @Test
    void aJobThatNoJobExecutorAcquiresIsDueAgain() {
        String deployment = deployListener();
        TestContact contact = paused(A_DAY);
        sql("update act_ru_job set duedate_ = null where handler_cfg_ like '%' || :contact", contact);

        JsonNode done = Repaired.mend(server, sql, "job_never_acquired");

        assertThat(Repaired.findings(done)
                        .get(0)
                        .path("sample")
                        .path(0)
                        .path("detail")
                        .asText())
                .isEqualTo("A job of type bot-status-changed of the process listener has no due date.");
        assertThat(deliveriesDue(contact)).isOne();
        server.delete("/engine-rest/deployment/" + deployment + "?cascade=true");
    }

    @Test
    void aJobWithALockThatHasNoEndIsFree() {
        String deployment = deployListener();
        TestContact contact = paused(A_DAY);
        sql("update act_ru_job set lock_owner_ = 'gone' where handler_cfg_ like '%' || :contact", contact);

        Repaired.mend(server, sql, "job_never_acquired");

        assertThat(deliveriesDue(contact)).isOne();
        server.delete("/engine-rest/deployment/" + deployment + "?cascade=true");
    }

    @Test
    void whatAnOlderVersionHasLeftIsDueWhenTheEngineStarts() {
        String deployment = deployListener();
        TestContact contact = paused(A_DAY);
        sql("update act_ru_job set duedate_ = null where handler_cfg_ like '%' || :contact", contact);

        plugin.postProcessEngineBuild(engine);

        assertThat(deliveriesDue(contact)).isOne();
        server.delete("/engine-rest/deployment/" + deployment + "?cascade=true");
    }

    private String deployListener() {
        return server.deploy("a listener", Map.of("listener.bpmn", """
                        <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                                          xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test">
                          <bpmn:signal id="changed" name="bot.statusChanged"/>
                          <bpmn:process id="listener" isExecutable="true" camunda:historyTimeToLive="P1D">
                            <bpmn:startEvent id="start"><bpmn:signalEventDefinition signalRef="changed"/></bpmn:startEvent>
                          </bpmn:process>
                        </bpmn:definitions>"""))
                .ok()
                .path("id")
                .asText();
    }

    /** The deliveries that job executors would acquire by the server's settings. */
    private long deliveriesDue(TestContact contact) {
        return sql.sql("""
                        select count(*) from act_ru_job
                         where handler_type_ = 'bot-status-changed' and handler_cfg_ like '%' || :contact
                           and duedate_ is not null and lock_owner_ is null and retries_ = 3""").param("contact", contact.id()).query(Long.class).single();
    }

    // A repair in the tables of bot status.

    @Test
    void aHoldThatWasDeletedIsGoneAndSoAreItsInstanceAndItsRow() {
        TestContact contact = paused(A_DAY);
        sql("delete from bot_hold where contact_id = :contact", contact);
        assertThat(contact.status("status")).isEqualTo("active");

        Repaired.mend(server, sql, "stale_row", "event_without_hold", "instance_without_hold");

        assertThat(contact.pauses()).isEmpty();
        assertThat(newest(contact))
                .contains("released manual_change snoozed active by admin: Repair: the hold was gone");
    }

    @Test
    void aLongerDeadlineThatSomebodyWroteCounts() {
        TestContact contact = paused(A_DAY);
        sql("update bot_hold set until = until + interval '2 hours' where contact_id = :contact", contact);

        Repaired.mend(server, sql, "stale_row", "hold_without_event");

        assertThat(newest(contact)).contains("replaced manual_change snoozed snoozed by admin: Repair:");
        assertThat(contact.status("reactivateAt"))
                .isEqualTo(time.now().plus(Duration.ofHours(26)).toString());
        time.pass(Duration.ofHours(24));
        executeTimer(contact); // comes at the old deadline, and again
        refused(contact);
        endsAtItsDeadline(contact, Duration.ofHours(2));
    }

    @Test
    void aShorterDeadlineThatSomebodyWroteCounts() {
        TestContact contact = paused(A_DAY);
        sql("update bot_hold set until = until - interval '20 hours' where contact_id = :contact", contact);

        Repaired.mend(server, sql, "stale_row", "hold_without_event", "timer_late");

        endsAtItsDeadline(contact, Duration.ofHours(4));
    }

    @Test
    void aHoldThatSomebodyMadeSofterIsSofter() {
        TestContact contact = paused("""
                {"status": "inactive"}""");
        sql("update bot_hold set status = 'snoozed' where contact_id = :contact", contact);

        Repaired.mend(server, sql, "stale_row");

        assertThat(contact.status("status")).isEqualTo("snoozed");
        assertThat(newest(contact)).contains("repaired manual_change inactive snoozed by admin");
        refused(contact);
    }

    @Test
    void aHoldThatSomebodyMadeByHandGetsAllThatItNeeds() {
        TestContact contact = newContact();
        contact.ask("r-1").ok();
        sql(
                "insert into bot_hold (contact_id, cause, status, since, until) values (:contact, 'by_hand', 'snoozed', '2030-01-31T08:00:00Z', '2030-01-31T15:00:00Z')",
                contact);

        Repaired.mend(server, sql, "stale_row", "hold_without_event", "hold_without_instance");

        refused(contact);
        endsAtItsDeadline(contact, Duration.ofHours(6));
    }

    @Test
    void aContactThatWasDeletedIsActiveAndItsInstanceEnds() {
        TestContact contact = paused(A_DAY);
        sql("delete from contact_bot where contact_id = :contact", contact);

        Repaired.mend(server, sql, "event_without_hold", "instance_without_hold");

        assertThat(contact.pauses()).isEmpty();
        assertThat(newest(contact))
                .contains("released manual_change active active by admin: Repair: the hold was gone");
        assertThat(contact.status("status")).isEqualTo("active");
    }

    @Test
    void aRowThatSomebodySetFreeFollowsFromItsHoldsAgain() {
        TestContact contact = paused(A_DAY);
        sql("update contact_bot set snoozed_until = '-infinity' where contact_id = :contact", contact);
        assertThat(contact.ask("r-1").ok().path("granted").asBoolean()).isTrue();
        long epoch = contact.status().ok().path("epoch").asLong();

        Repaired.mend(server, sql, "stale_row");

        refused(contact);
        assertThat(contact.status().ok().path("epoch").asLong()).isGreaterThan(epoch);
        assertThat(newest(contact))
                .contains("repaired manual_change active snoozed by admin: Repair: the contact's row");
        endsAtItsDeadline(contact, Duration.ofHours(24));
    }

    @Test
    void aRowThatSomebodyMadeSilentSilencesNobody() {
        TestContact contact = newContact();
        contact.ask("r-1").ok();
        sql("update contact_bot set inactive_until = 'infinity' where contact_id = :contact", contact);
        assertThat(contact.status("status")).isEqualTo("active");

        Repaired.mend(server, sql, "stale_row");

        assertThat(contact.ask("r-2").ok().path("granted").asBoolean()).isTrue();
        assertThat(contact.holds()).isEmpty();
    }

    @Test
    void aHistoryThatWasDeletedHasItsHoldsAgain() {
        TestContact contact = paused(A_DAY);
        // Older ones stay, so that it cannot be the age.
        sql("delete from bot_event where contact_id = :contact", contact);
        sql("update bot_event set at = '2000-01-01' where id = (select min(id) from bot_event)", contact);

        Repaired.mend(server, sql, "hold_without_event");

        assertThat(newest(contact))
                .contains("placed manual_change snoozed snoozed by admin: Repair: the history lacked");
        endsAtItsDeadline(contact, Duration.ofHours(24));
    }

    @Test
    void aCountOfRepliesThatSomebodyChangedIsWhatWasGranted() {
        TestContact contact = newContact();
        for (int n = 0; n < 5; n++) {
            contact.ask("r-" + n).ok();
        }
        sql("update contact_bot set reply_count = -70 where contact_id = :contact", contact);

        Repaired.mend(server, sql, "reply_count");

        assertThat(contact.status().ok().at("/replies/used").asInt()).isEqualTo(5);
        sql("update contact_bot set reply_count = 2 where contact_id = :contact", contact);
        Repaired.mend(server, sql, "reply_count");
        assertThat(contact.status().ok().at("/replies/used").asInt()).isEqualTo(5);
        sql("update contact_bot set reply_window_start = '2099-01-01' where contact_id = :contact", contact);
        Repaired.mend(server, sql, "reply_count");
        assertThat(contact.status().ok().at("/replies/used").asInt()).isZero();
    }

    // The timer is deleted in Cockpit or over Camunda's REST API.

    @Test
    void aTimerThatWasDeletedIsThereAgain() {
        TestContact contact = paused(A_DAY);
        String pause = contact.onlyPause();
        assertThat(server.delete("/engine-rest/job/" + timer(contact)).code()).isEqualTo(204);

        Repaired.mend(server, sql, "timer_missing");

        assertThat(contact.onlyPause()).isEqualTo(pause);
        assertThat(newest(contact))
                .contains("repaired manual_change snoozed snoozed by admin: Repair: its timer was missing");
        endsAtItsDeadline(contact, Duration.ofHours(24));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /engine-rest/job/JOB/retries                    | {"retries": 0}        | timer_stopped
                    /engine-rest/job/JOB/suspended                  | {"suspended": true}   | timer_stopped
                    /engine-rest/job/JOB/duedate                    | {"duedate": "2040-01-01T00:00:00.000+0000"} | timer_late
                    /engine-rest/process-instance/PAUSE/suspended   | {"suspended": true}   | timer_stopped
                    """)
    void aTimerThatSomebodyStoppedComesAtTheDeadline(String path, String body, String kind) {
        TestContact contact = paused(A_DAY);
        put(path.replace("JOB", timer(contact)).replace("PAUSE", contact.onlyPause()), body);

        Repaired.mend(server, sql, kind);

        endsAtItsDeadline(contact, Duration.ofHours(24));
    }

    @Test
    void aTimerWithoutADueDateComesAtTheDeadline() {
        TestContact contact = paused(A_DAY);
        put("/engine-rest/job/" + timer(contact) + "/duedate", "{\"duedate\": null}");

        Repaired.mend(server, sql, "timer_stopped");

        endsAtItsDeadline(contact, Duration.ofHours(24));
    }

    @Test
    void aDefinitionThatSomebodySuspendedPausesAgainAndSoDoItsJobs() {
        TestContact contact = paused(A_DAY);
        put("/engine-rest/process-definition/key/bot-pause/suspended", """
                {"suspended": true, "includeProcessInstances": true}""");
        assertThat(newContact().report("m-1", "human").code()).isNotEqualTo(200);

        Repaired.mend(server, sql, "process_suspended", "timer_stopped");

        newContact().report("m-1", "human").ok();
        endsAtItsDeadline(contact, Duration.ofHours(24));
    }

    @Test
    void aJobDefinitionThatSomebodySuspendedGoesOn() {
        TestContact contact = paused(A_DAY);
        String definition = server.get("/engine-rest/job/" + timer(contact))
                .ok()
                .path("jobDefinitionId")
                .asText();
        put("/engine-rest/job-definition/" + definition + "/suspended", """
                {"suspended": true, "includeJobs": true}""");

        Repaired.mend(server, sql, "process_suspended", "timer_stopped");

        endsAtItsDeadline(contact, Duration.ofHours(24));
    }

    @Test
    void aTokenThatSomebodyMovedIsBackWhereThePauseWaits() {
        TestContact contact = paused(A_DAY);
        modify(contact, "receiveTask_paused", "receiveTask_pausedUntilReleased");

        Repaired.mend(server, sql, "timer_missing");

        endsAtItsDeadline(contact, Duration.ofHours(24));
    }

    @Test
    void aSuspendedInstanceThatHasNoDeadlineIsNothingToMend() {
        TestContact contact = paused("""
                {"status": "inactive"}""");
        put("/engine-rest/process-instance/" + contact.onlyPause() + "/suspended", "{\"suspended\": true}");

        assertThat(Repaired.kinds(server)).isEmpty();
        contact.set("""
                {"status": "active"}""").ok();
        assertThat(contact.pauses()).isEmpty();
    }

    @Test
    void anInstanceThatSomebodyDeletedInCockpitHasReleasedItsContactItself() {
        TestContact contact = paused(A_DAY);
        assertThat(server.delete("/engine-rest/process-instance/" + contact.onlyPause() + "?skipCustomListeners=true")
                        .code())
                .isEqualTo(204);

        assertThat(contact.status("status")).isEqualTo("active");
        Repaired.agreesAndStaysSo(server, sql);
    }

    @Test
    void whatTheEngineRemembersOfAPauseIsNoMatter() {
        TestContact contact = paused(A_DAY);
        for (String table : List.of("act_hi_procinst", "act_hi_actinst", "act_hi_varinst")) {
            sql.sql("delete from " + table).update();
        }

        Repaired.agreesAndStaysSo(server, sql);
        endsAtItsDeadline(contact, Duration.ofHours(24));
    }

    // The instance is deleted in the engine's tables.

    @Test
    void aHoldWhoseInstanceIsGoneGetsOneAgain() {
        TestContact contact = paused(A_DAY);
        String pause = contact.onlyPause();
        Repaired.deleteRowsOf(sql, pause);

        Repaired.mend(server, sql, "hold_without_instance");

        assertThat(contact.onlyPause()).isNotEqualTo(pause);
        refused(contact);
        assertThat(newest(contact)).contains("Repair: its process instance was gone");
        endsAtItsDeadline(contact, Duration.ofHours(24));
    }

    @Test
    void aHoldWithoutADeadlineWhoseInstanceIsGoneGetsOneAgain() {
        TestContact contact = paused("""
                {"status": "inactive"}""");
        Repaired.deleteRowsOf(sql, contact.onlyPause());

        Repaired.mend(server, sql, "hold_without_instance");

        refused(contact);
        contact.set("""
                {"status": "active"}""").ok();
        assertThat(contact.pauses()).isEmpty();
    }

    @Test
    void aHoldWhoseInstanceNobodyKnowsGetsOne() {
        TestContact contact = paused(A_DAY);
        sql("update bot_hold set process_instance_id = null where contact_id = :contact", contact);

        Repaired.mend(server, sql, "hold_without_instance", "instance_without_hold");

        endsAtItsDeadline(contact, Duration.ofHours(24));
    }

    @Test
    void aHoldWhoseInstanceIsGoneAndWhoseDeadlineHasPassedEnds() {
        TestContact contact = paused(A_DAY);
        Repaired.deleteRowsOf(sql, contact.onlyPause());
        time.pass(Duration.ofHours(25));

        Repaired.mend(server, sql, "hold_without_instance");

        assertThat(newest(contact))
                .contains("expired manual_change snoozed active by admin: Repair: the deadline had passed");
        assertThat(contact.holds()).isEmpty();
    }

    @Test
    void anInstanceThatDoesNotListenAnyMoreListensAgain() {
        TestContact contact = paused(A_DAY);
        stopListening(contact);

        Repaired.mend(server, sql, "instance_not_waiting");

        contact.set("""
                {"status": "active"}""").ok();
        assertThat(contact.pauses()).isEmpty();
    }

    // No operator did anything.

    @Test
    void aDeadlineThatHasPassedWithoutTheJobExecutorEndsItsHold() {
        TestContact contact = paused(A_DAY);
        time.pass(Duration.ofHours(24).plusSeconds(119));
        assertThat(Repaired.kinds(server)).isEmpty();
        time.pass(Duration.ofSeconds(2));

        Repaired.mend(server, sql, "overdue_hold");

        assertThat(contact.pauses()).isEmpty();
        assertThat(contact.events()).last().isEqualTo("expired manual_change snoozed active");
    }

    // The call itself.

    @Test
    void severalAtTheSameTimeMendOnce() {
        List<TestContact> three = List.of(paused(A_DAY), paused(A_DAY), paused(A_DAY));
        Repaired.deleteRowsOf(sql, three.get(0).onlyPause());
        server.delete("/engine-rest/job/" + timer(three.get(1)));
        sql("delete from bot_event where contact_id = :contact", three.get(2));

        List<Answer> answers = Server.atOnce(4, n -> server.post("/api/repairs", "{\"dryRun\": false}"));

        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(answer.ok().path("left").asLong()).isZero());
        Repaired.agreesAndStaysSo(server, sql);
        assertThat(three).allSatisfy(contact -> {
            assertThat(contact.pauses()).hasSize(1);
            assertThat(contact.events()).hasSizeBetween(1, 2);
            endsAtItsDeadline(contact, Duration.ZERO);
        });
    }

    @Test
    void onlyWhatIsAskedForIsMended() {
        TestContact one = paused(A_DAY);
        TestContact other = paused(A_DAY);
        server.delete("/engine-rest/job/" + timer(one));
        sql("update contact_bot set snoozed_until = '-infinity' where contact_id = :contact", other);

        JsonNode done = server.post("/api/repairs", """
                {"dryRun": false, "kinds": ["timer_missing"], "limit": 1}""").ok();

        assertThat(Repaired.kinds(done)).containsExactly("timer_missing");
        assertThat(done.path("left").asLong()).isZero();
        Repaired.mend(server, sql, "stale_row");
    }

    @Test
    void whatCannotBeMendedIsNamedWithTheReason() throws IOException {
        server.deploy("own pause", Map.of("bot-pause.bpmn", ownPause())).ok();
        try {
            TestContact contact = paused(A_DAY);
            stopListening(contact);

            JsonNode done = server.post("/api/repairs", "{\"dryRun\": false}").ok();

            assertThat(done.path("left").asLong()).isEqualTo(1);
            JsonNode finding = Repaired.findings(done).get(0);
            assertThat(finding.path("mended").asInt()).isZero();
            JsonNode failed = finding.path("failed").path(0);
            assertThat(failed.path("contactId").asText()).isEqualTo(contact.id());
            assertThat(failed.path("why").asText()).contains("no element 'gateway_paused'");
            refused(contact);
            contact.set("{\"status\": \"active\"}").ok();
        } finally {
            server.delete("/api/settings/models/bot-pause").ok();
        }
    }

    /** One in which the gateway has another id. */
    private String ownPause() throws IOException {
        return new ClassPathResource("bpmn/bot-pause.bpmn")
                .getContentAsString(StandardCharsets.UTF_8)
                .replace("gateway_paused", "gateway_ofOurOwn");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"dryrun": false}                    | dryrun | false      | dryRun, kinds, limit
                    {"dryRun": 0}                        | dryRun | 0          | true or false
                    {"dryRun": "false"}                  | dryRun | false      | true or false
                    {"dryRun": ""}                       | dryRun |            | true or false
                    {"kinds": ["timers"]}                | kinds  | timers     | timer_missing, timer_stopped
                    {"kinds": [null]}                    | kinds  | missing    | timer_missing, timer_stopped
                    {"kinds": "timer_late"}              | kinds  |            | a list
                    {"limit": 0}                         | limit  | 0          | 1 to 10000
                    {"limit": 10001}                     | limit  | 10001      | 1 to 10000
                    {"limit": 2.5}                       | limit  | 2.5        | a whole number
                    """)
    void aRequestThatCannotBeIsRefusedAndNamed(String body, String field, String value, String allowed) {
        assertThat(server.post("/api/repairs", body).problem(400))
                .startsWith(field + " ")
                .contains(allowed, value == null ? "" : value);
    }

    @Test
    void healthTellsOfItWithoutTakingTheNodeOutOfTheLoadBalancer() {
        awaitHealth("UP");
        TestContact contact = paused(A_DAY);
        server.delete("/engine-rest/job/" + timer(contact));

        JsonNode details = awaitHealth("INCONSISTENT");

        assertThat(details.at("/details/found/timer_missing").asInt()).isEqualTo(1);
        assertThat(details.at("/details/age").asText()).endsWith(" s");
        assertThat(server.get("/actuator/health").ok().path("status").asText()).isEqualTo("INCONSISTENT");
        assertThat(server.get("/actuator/health/readiness").ok().path("status").asText())
                .isEqualTo("UP");
        assertThat(server.get("/actuator/health/liveness").ok().path("status").asText())
                .isEqualTo("UP");
        Repaired.mend(server, sql, "timer_missing");
        awaitHealth("UP");
    }

    private JsonNode awaitHealth(String status) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> server.get("/actuator/health").ok().at("/components/botStatus"),
                        health -> health.path("status").asText().equals(status));
    }

    private TestContact paused(String body) {
        TestContact contact = newContact();
        contact.set(body).ok();
        return contact;
    }

    private TestContact newContact() {
        TestContact contact = server.newContact();
        contacts.add(contact);
        return contact;
    }

    private static void refused(TestContact contact) {
        assertThat(contact.ask("asks").ok().path("granted").asBoolean()).isFalse();
    }

    /** Silent until then, and then the timer does its work: as if nothing had been. */
    private void endsAtItsDeadline(TestContact contact, Duration left) {
        if (!left.isZero()) {
            time.pass(left.minusMillis(1));
            refused(contact);
            time.pass(Duration.ofMillis(1));
            executeTimer(contact);
        } else {
            contact.set("{\"status\": \"active\"}").ok();
        }
        assertThat(contact.status("status")).isEqualTo("active");
        assertThat(contact.pauses()).isEmpty();
        assertThat(contact.holds()).isEmpty();
    }

    private void executeTimer(TestContact contact) {
        JsonNode job = server.get("/engine-rest/job?maxResults=2000&processInstanceId=" + contact.onlyPause()
                        + "&executable=true&active=true")
                .ok()
                .path(0);
        assertThat(job.isMissingNode()).as("a timer that is due").isFalse();
        assertThat(server.post("/engine-rest/job/" + job.path("id").asText() + "/execute", "{}")
                        .code())
                .isEqualTo(204);
    }

    private String timer(TestContact contact) {
        return server.get("/engine-rest/job?maxResults=2000&processInstanceId=" + contact.onlyPause())
                .ok()
                .path(0)
                .path("id")
                .asText();
    }

    private void put(String path, String body) {
        assertThat(server.put(path, body).code()).isEqualTo(204);
    }

    private void modify(TestContact contact, String from, String to) {
        assertThat(server.post("/engine-rest/process-instance/" + contact.onlyPause() + "/modification", """
                        {"instructions": [{"type": "startBeforeActivity", "activityId": "%s"},
                                          {"type": "cancel", "activityId": "%s"}]}""".formatted(
                                        to, from))
                        .code())
                .isEqualTo(204);
    }

    private void sql(String statement, TestContact contact) {
        JdbcClient.StatementSpec spec = sql.sql(statement);
        (statement.contains(":contact") ? spec.param("contact", contact.id()) : spec).update();
    }

    private void stopListening(TestContact contact) {
        sql.sql("delete from act_ru_event_subscr where proc_inst_id_ = :instance")
                .param("instance", contact.onlyPause())
                .update();
    }

    private static String newest(TestContact contact) {
        JsonNode event = contact.history("?limit=1").ok().path(0);
        return "%s %s %s %s by %s: %s"
                .formatted(
                        event.path("type").asText(),
                        event.path("cause").asText(),
                        event.path("before").asText(),
                        event.path("after").asText(),
                        event.path("setBy").asText(),
                        event.path("reason").asText());
    }
}
