package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.botstatus.reply.ReplyPermits;
import io.botstatus.status.ContactId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.Status;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Each thing that is counted or measured happens over HTTP, and {@code /actuator/prometheus} shows it. */
class MetricsTest extends MeasuredServer {

    @Autowired
    ManagementService management;

    @Autowired
    RuntimeService runtime;

    @Autowired
    ReplyPermits permits;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    Sensor sensor;

    @Test
    void permitsAreCountedByAnswerAndReason() {
        TestContact contact = server.newContact();
        Scrape before = scrape();

        contact.ask("r1").ok();
        contact.ask("r1").ok();
        contact.set("""
                {"status": "snoozed", "reactivateAfter": "PT1H"}""").ok();
        contact.ask("r2").ok();
        contact.set("""
                {"status": "inactive"}""").ok();
        contact.ask("r3").ok();
        contact.set("""
                {"status": "active"}""").ok();
        contact.askWith("""
                {"replyId": "r4", "epoch": 1}""").ok();
        server.settings("off", 75, "PT24H");
        contact.ask("r5").ok();

        Scrape after = scrape();
        assertThat(permits(before, after, "granted", "none")).isEqualTo(1);
        assertThat(permits(before, after, "repeated", "none")).isEqualTo(1);
        for (String because : new String[] {"snoozed", "inactive", "epoch_changed", "mode"}) {
            assertThat(permits(before, after, "refused", because)).as(because).isEqualTo(1);
        }
        assertThat(permits(before, after, "refused", "message_limit")).isZero();
        assertThat(rise(before, after, "botstatus_leaks_prevented_total", "reason", "hold"))
                .isEqualTo(2);
        assertThat(rise(before, after, "botstatus_leaks_prevented_total", "reason", "epoch"))
                .isEqualTo(1);
    }

    @Test
    void aPermitThatIsRolledBackWasNone() {
        ContactId contact = ContactId.of(server.newContact().id());
        Scrape before = scrape();

        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            assertThat(permits.ask(contact, "r1", null).granted()).isTrue();
            status.setRollbackOnly();
        });
        assertThat(permits(before, scrape(), "granted", "none")).isZero();

        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            permits.ask(contact, "r1", null);
            assertThat(permits(before, scrape(), "granted", "none"))
                    .as("not committed yet")
                    .isZero();
        });
        assertThat(permits(before, scrape(), "granted", "none")).isEqualTo(1);
    }

    @Test
    void reachingTheLimitIsCountedOnceAndItsHoldPreventsLeaks() {
        server.settings("auto_pilot", 2, "PT24H");
        TestContact contact = server.newContact();
        Scrape before = scrape();

        contact.ask("r1").ok();
        contact.ask("r2").ok();
        contact.ask("r3").ok();

        Scrape after = scrape();
        assertThat(rise(before, after, "botstatus_limit_hits_total")).isEqualTo(1);
        assertThat(rise(before, after, "botstatus_pauses_started_total", "cause", "message_limit"))
                .isEqualTo(1);
        assertThat(permits(before, after, "granted", "none")).isEqualTo(2);
        assertThat(permits(before, after, "refused", "message_limit")).isEqualTo(1);
        assertThat(rise(before, after, "botstatus_leaks_prevented_total", "reason", "hold"))
                .isEqualTo(1);
    }

    @Test
    void messagesAreCountedBySenderAndEffectAndPausesByCause() {
        TestContact contact = server.newContact();
        Scrape before = scrape();

        contact.report("m1", "human").ok();
        contact.report("m1", "human").ok();
        time.pass(Duration.ofMinutes(1));
        contact.report("m2", "human").ok();
        contact.report("m3", "contact").ok();
        server.newContact().report("m1", "workflow").ok();

        Scrape after = scrape();
        assertThat(messages(before, after, "human", "paused")).isEqualTo(1);
        assertThat(messages(before, after, "human", "duplicate")).isEqualTo(1);
        assertThat(messages(before, after, "human", "extended")).isEqualTo(1);
        assertThat(messages(before, after, "contact", "none")).isEqualTo(1);
        assertThat(messages(before, after, "workflow", "paused")).isEqualTo(1);
        assertThat(rise(before, after, "botstatus_pauses_started_total", "cause", "manual_message"))
                .isEqualTo(1);
        assertThat(rise(before, after, "botstatus_pauses_extended_total", "cause", "manual_message"))
                .isEqualTo(1);
        assertThat(rise(before, after, "botstatus_pauses_started_total", "cause", "workflow_message"))
                .isEqualTo(1);
    }

    @Test
    void causesThatNobodyHasNamedAreOneAndNoContactIsNamed() {
        TestContact contact = server.newContact();
        Scrape before = scrape();

        for (String cause : new String[] {"complaint", "made_up", "made_up_too"}) {
            contact.correlate("bot.statusRequested", """
                    {"status": "inactive", "cause": "%s"}""".formatted(cause));
        }

        Scrape after = scrape();
        assertThat(rise(before, after, "botstatus_pauses_started_total", "cause", "complaint"))
                .isEqualTo(1);
        assertThat(rise(before, after, "botstatus_pauses_started_total", "cause", "other"))
                .isEqualTo(2);
        eventually(() -> rise(before, scrape(), "botstatus_holds", "cause", "other", "status", "inactive") == 2
                && rise(before, scrape(), "botstatus_holds", "cause", "complaint", "status", "inactive") == 1);
        assertThat(server.get("/actuator/prometheus").text()).doesNotContain(contact.id(), "made_up");
    }

    @Test
    void howLateAnEndIsWrittenDownIsMeasured() {
        TestContact contact = server.newContact();
        contact.set("""
                {"status": "snoozed", "reactivateAfter": "PT1M"}""").ok();
        time.pass(Duration.ofSeconds(67));
        Scrape before = scrape();
        eventually(() -> scrape().value("botstatus_reactivation_overdue_seconds") >= 7);

        management.executeJob(timer(contact.onlyPause()).getId());

        Scrape after = scrape();
        assertThat(rise(before, after, "botstatus_reactivation_lag_seconds_bucket", "le", "5.0"))
                .isZero();
        assertThat(rise(before, after, "botstatus_reactivation_lag_seconds_bucket", "le", "15.0"))
                .isEqualTo(1);
        assertThat(rise(before, after, "botstatus_reactivation_lag_seconds_count"))
                .isEqualTo(1);
        assertThat(rise(before, after, "botstatus_reactivation_lag_seconds_sum"))
                .isEqualTo(7);
    }

    @Test
    void anEndThatTheNextChangeFindsIsMeasuredToo() {
        TestContact contact = server.newContact();
        contact.set("""
                {"status": "snoozed", "reactivateAfter": "PT1M"}""").ok();
        time.pass(Duration.ofMinutes(3));
        Scrape before = scrape();

        contact.set("""
                {"status": "inactive"}""").ok();

        assertThat(rise(before, scrape(), "botstatus_reactivation_lag_seconds_sum"))
                .isEqualTo(120);
    }

    @Test
    void deliveriesAreCountedByConnectionAndResult() throws IOException {
        Webhook person = Webhook.of("chatwoot", "person");
        Scrape before = scrape();

        assertThat(server.deliver(person, time.now()).code()).isEqualTo(200);
        server.webhook("/webhooks/chatwoot", person.bytes(), Map.of("Content-Type", "application/json"));
        server.webhook("/webhooks/no-such-thing", person.bytes(), Map.of());
        server.webhook("/webhooks/nor-this", person.bytes(), Map.of());
        byte[] broken = "{".getBytes(StandardCharsets.UTF_8);
        server.webhook("/webhooks/chatwoot", broken, PlatformSigner.sign("chatwoot", "", broken, time.now()));
        server.webhook("/webhooks/chatwoot", new byte[2 * 1024 * 1024], Map.of());

        Scrape after = scrape();
        for (String result : new String[] {"taken", "unauthentic", "malformed", "too_large"}) {
            assertThat(webhooks(before, after, "chatwoot", result)).as(result).isEqualTo(1);
        }
        assertThat(after.value(
                        "botstatus_webhooks_total",
                        "connection",
                        "unknown",
                        "platform",
                        "unknown",
                        "result",
                        "unknown_connection"))
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void postsToAddressesOutsideAreCountedAlsoThoseThatFailAndThenTheJobIs() {
        TestContact contact = server.newContact();
        Scrape before = scrape();
        contact.set("""
                {"status": "inactive"}""").ok();
        Job post = post(contact);

        crmAnswers(500);
        for (int times = 1; times <= 3; times++) {
            tryToRun(post);
        }
        assertThat(rise(before, scrape(), "botstatus_notifications_total", "target", "crm", "result", "failed"))
                .isEqualTo(3);
        management.setJobRetries(post.getId(), 0);
        eventually(() -> rise(before, scrape(), "botstatus_jobs_failed", "process", "notify-webhook") == 1);

        crmAnswers(204);
        management.setJobRetries(post.getId(), 1);
        management.executeJob(post.getId());

        assertThat(rise(before, scrape(), "botstatus_notifications_total", "target", "crm", "result", "delivered"))
                .isEqualTo(1);
        eventually(() -> rise(before, scrape(), "botstatus_jobs_failed", "process", "notify-webhook") == 0);
    }

    @Test
    void jobsThatNobodyDoesAreDueAndWait() {
        TestContact contact = server.newContact();
        contact.set("""
                {"status": "snoozed", "reactivateAfter": "PT1M"}""").ok();
        eventually(() -> scrape().value("botstatus_jobs_due", "process", "bot-pause") >= 0);
        Scrape before = scrape();

        time.pass(Duration.ofSeconds(100));

        eventually(() -> rise(before, scrape(), "botstatus_jobs_due", "process", "bot-pause") >= 1
                && scrape().value("botstatus_jobs_waiting_seconds", "process", "bot-pause") >= 40);
        management.executeJob(timer(contact.onlyPause()).getId());
    }

    @Test
    void aBulkChangeIsCountedAsItsContactsAndRunsUntilItsJobsAreDone() {
        String prefix = "measured " + UUID.randomUUID() + " ";
        String contacts = IntStream.range(0, 501) // one more than a batch with a target
                .mapToObj(i -> "\"" + prefix + i + "\"")
                .collect(Collectors.joining(","));
        Scrape before = scrape();

        JsonNode change = Answer.json(
                server.post("/api/bot-status-changes", """
                {"contactIds": [%s], "status": "inactive"}""".formatted(contacts)).text());

        assertThat(rise(before, scrape(), "botstatus_pauses_started_total", "cause", "manual_change"))
                .isEqualTo(500);
        eventually(() -> rise(before, scrape(), "botstatus_bulk_changes_running") == 1);
        management.executeJob(timer(change.path("processInstanceId").asText()).getId());
        assertThat(rise(before, scrape(), "botstatus_pauses_started_total", "cause", "manual_change"))
                .isEqualTo(501);
        eventually(() -> rise(before, scrape(), "botstatus_bulk_changes_running") == 0);
    }

    @Test
    void theHealthIsShown() {
        eventually(() -> scrape().value("botstatus_health") == 1);
        for (String unwell : List.of("DOWN", "INCONSISTENT")) {
            sensor.status = new Status(unwell);
            eventually(() -> scrape().value("botstatus_health") == 0);

            sensor.status = Status.UP;
            eventually(() -> scrape().value("botstatus_health") == 1);
        }
    }

    @Test
    void theDocumentListsEveryMetricAsItIsShown() throws IOException {
        Map<String, String> shown = new TreeMap<>();
        Scrape scrape = scrape();
        scrape.types().forEach((metric, type) -> {
            if (metric.startsWith("botstatus_")) {
                shown.put(metric, type + " " + String.join(" ", scrape.labelsOf(metric)));
            }
        });

        assertThat(listed()).isEqualTo(shown);
    }

    /** The tables of the document: name, type, labels. */
    private static Map<String, String> listed() throws IOException {
        return Files.readString(Path.of("docs/operations.md"))
                .lines()
                .filter(line -> line.startsWith("| `botstatus_"))
                .map(line -> line.split("\\|", -1))
                .collect(Collectors.toMap(
                        cells -> cells[1].replace("`", "").strip(),
                        cells -> cells[2].strip() + " " + inOrder(cells[3].replaceAll("[`,]", "")),
                        (one, two) -> one,
                        TreeMap::new));
    }

    private static String inOrder(String labels) {
        return String.join(" ", new TreeSet<>(List.of(labels.strip().split(" ", -1))));
    }

    private static double permits(Scrape before, Scrape after, String answer, String because) {
        return rise(before, after, "botstatus_permits_total", "answer", answer, "because", because);
    }

    private static double messages(Scrape before, Scrape after, String sender, String effect) {
        return rise(before, after, "botstatus_messages_total", "sender", sender, "effect", effect);
    }

    private static double webhooks(Scrape before, Scrape after, String connection, String result) {
        return rise(
                before,
                after,
                "botstatus_webhooks_total",
                "connection",
                connection,
                "platform",
                connection,
                "result",
                result);
    }

    private static double rise(Scrape before, Scrape after, String metric, String... labels) {
        return after.value(metric, labels) - before.value(metric, labels);
    }

    /** Waits, because values from the database are a little old. */
    private static void eventually(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .until(condition);
    }

    private Job timer(String processInstance) {
        return management.createJobQuery().processInstanceId(processInstance).singleResult();
    }

    private Job post(TestContact contact) {
        ProcessInstance notifying = runtime.createProcessInstanceQuery()
                .processDefinitionKey("notify-webhook")
                .processInstanceBusinessKey(contact.id())
                .singleResult();
        return timer(notifying.getId());
    }

    private void tryToRun(Job job) {
        try {
            management.executeJob(job.getId());
        } catch (RuntimeException e) {
            return;
        }
        throw new AssertionError("The address outside answered 500, so the job had to fail.");
    }
}
