package io.botstatus.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import io.botstatus.pause.BotPause;
import io.botstatus.pause.PauseScenario;
import io.botstatus.pause.StatusRequest;
import io.botstatus.pause.Trigger;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import io.botstatus.status.hold.Reactivation;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** {@code bpmn/notify-webhook.bpmn} posts status changes to addresses outside. */
class NotifyWebhookTest extends PauseScenario {

    private static final String POST = "serviceTask_postStatusChange";
    private static final String TOLD = "endEvent_told";
    private static final Receiver CRM = new Receiver();

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    JdbcClient sql;

    @DynamicPropertySource
    static void target(DynamicPropertyRegistry properties) {
        properties.add("botstatus.notify.targets.crm.url", () -> CRM.url("/hooks/bot"));
        properties.add("botstatus.notify.targets.crm.secret", () -> "whsec_dGhlIHNlY3JldCBvZiB0aGUgdGVzdHM=");
    }

    @BeforeEach
    void clear() {
        CRM.clear();
    }

    @Test
    void aPauseAndItsEndAreTold() throws GeneralSecurityException {
        submit(BotPause.MANUAL_MESSAGE_SENT, "sentBy", "anna");
        ProcessInstance first = notifying();
        assertThat(first).isWaitingAt(POST);
        assertThat(CRM.posts()).isEmpty();
        post(first);
        assertThat(first).isEnded().hasPassed(POST, TOLD);

        person(BotStatus.ACTIVE, new Reactivation.Never());
        ProcessInstance second = notifying();
        post(second);
        assertThat(second).isEnded();

        assertThat(changes()).containsExactly("1: active to snoozed", "2: snoozed to active");
        Receiver.Post told = CRM.posts().get(0);
        assertThat(told.path()).isEqualTo("/hooks/bot");
        assertThat(told.headers().get("content-type")).isEqualTo("application/cloudevents+json; charset=utf-8");
        assertThat(told.event().path("specversion").asText()).isEqualTo("1.0");
        assertThat(told.event().path("type").asText()).isEqualTo("bot.statusChanged");
        assertThat(told.event().path("source").asText()).isEqualTo("contact-bot-status");
        assertThat(told.event().path("time").asText()).isEqualTo(START.toString());
        assertThat(told.data().path("contactId").asText()).isEqualTo(contact.value());
        assertThat(told.data().path("cause").asText()).isEqualTo("manual_message");
        assertThat(told.data().path("reactivateAt").asText())
                .isEqualTo(START.plus(Duration.ofHours(24)).toString());
        assertThat(CRM.posts().get(1).data().path("reactivateAt").isNull()).isTrue();
        assertThat(told.headers().get("webhook-id")).isEqualTo(told.id());
        assertThat(told.headers().get("webhook-signature")).isEqualTo(signature(told));
    }

    @Test
    void aPassedDeadlineIsToldToo() {
        ProcessInstance pause = submit(BotPause.WORKFLOW_MESSAGE_SENT);
        post(notifying());
        passes("PT1H");
        fireTimer(pause);
        post(notifying());

        assertThat(changes()).containsExactly("1: active to snoozed", "2: snoozed to active");
    }

    @Test
    void aDeadlineThatOnlyMovesIsNotTold() {
        submit(BotPause.MANUAL_MESSAGE_SENT);
        post(notifying());
        passes("PT1M");
        submit(BotPause.MANUAL_MESSAGE_SENT);

        assertThat(allNotifying()).isEmpty();
    }

    @Test
    void whatHappensMeanwhileWaitsBehindInOrder() {
        submit(BotPause.MANUAL_MESSAGE_SENT);
        ProcessInstance only = notifying();
        person(BotStatus.ACTIVE, new Reactivation.Never());
        person(BotStatus.INACTIVE, new Reactivation.Never());

        assertThat(allNotifying()).hasSize(1);
        post(only);
        assertThat(only).isWaitingAt(POST);
        post(only);
        post(only);

        assertThat(only).isEnded();
        assertThat(changes()).containsExactly("1: active to snoozed", "2: snoozed to active", "3: active to inactive");
    }

    @Test
    void aChangeDuringThePostNeitherWaitsForItNorIsLost() {
        submit(BotPause.MANUAL_MESSAGE_SENT);
        ProcessInstance only = notifying();
        CRM.meanwhile(() -> person(BotStatus.ACTIVE, new Reactivation.Never()));

        post(only);
        assertThat(status()).isEqualTo(BotStatus.ACTIVE);
        assertThat(only).isWaitingAt(POST);
        post(only);

        assertThat(only).isEnded();
        assertThat(changes()).containsExactly("1: active to snoozed", "2: snoozed to active");
    }

    @Test
    void twoChangesInOneTransactionHaveOneInstance() {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            person(BotStatus.INACTIVE, new Reactivation.Never());
            person(BotStatus.ACTIVE, new Reactivation.Never());
        });

        assertThat(allNotifying()).hasSize(1);
        post(notifying());
        post(notifying());
        assertThat(changes()).containsExactly("1: active to inactive", "2: inactive to active");
    }

    @Test
    void whatIsRolledBackIsNeverTold() {
        assertThatThrownBy(() -> new TransactionTemplate(transactions).executeWithoutResult(status -> {
                    person(BotStatus.INACTIVE, new Reactivation.Never());
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        assertThat(allNotifying()).isEmpty();
        submit(BotPause.MANUAL_MESSAGE_SENT);
        post(notifying());
        assertThat(changes()).containsExactly("1: active to snoozed");
    }

    @Test
    void aTargetThatFailsIsTriedAgainLaterAndThenIsAnIncident() {
        CRM.answers(500);
        submit(BotPause.MANUAL_MESSAGE_SENT);
        ProcessInstance only = notifying();

        for (String pause : List.of("PT10S", "PT1M", "PT5M", "PT30M", "PT2H", "PT6H")) {
            assertThatThrownBy(() -> post(only)).hasMessageContaining("The target crm answered 500");
            assertThat(due(only)).isEqualTo(now().plus(Duration.parse(pause)));
            assertThat(incidents(only)).isEmpty();
            passes(pause);
        }
        assertThatThrownBy(() -> post(only)).hasMessageContaining("The target crm answered 500");

        assertThat(incidents(only)).singleElement().satisfies(incident -> {
            assertThat(incident.getIncidentType()).isEqualTo("failedJob");
            assertThat(incident.getActivityId()).isEqualTo(POST);
            assertThat(incident.getIncidentMessage())
                    .isEqualTo("The target crm answered 500 to status change 1 of " + contact + ".");
        });
        assertThat(status()).isEqualTo(BotStatus.SNOOZED);

        // Later changes wait behind it, until an operator has repaired the target and retries.
        person(BotStatus.ACTIVE, new Reactivation.Never());
        assertThat(allNotifying()).hasSize(1);
        CRM.clear();
        management.setJobRetries(job(only).getId(), 1);
        post(only);
        post(only);
        assertThat(changes()).containsExactly("1: active to snoozed", "2: snoozed to active");
        assertThat(only).isEnded();
    }

    @Test
    void aTargetThatIsNotThereFailsInTheSameWay() {
        submit(BotPause.MANUAL_MESSAGE_SENT);
        ProcessInstance only = notifying();
        sql.sql("update bot_notification set target = 'gone' where contact_id = :c")
                .param("c", contact.value())
                .update();
        sql.sql("update bot_notification_queue set target = 'gone' where contact_id = :c")
                .param("c", contact.value())
                .update();
        runtime.setVariable(only.getId(), "target", "gone");

        assertThatThrownBy(() -> post(only)).hasMessageContaining("There is no target gone any more");
        assertThat(only).isWaitingAt(POST);
    }

    @Test
    void aRedirectIsNotFollowed() {
        CRM.answers(307);
        submit(BotPause.MANUAL_MESSAGE_SENT);

        assertThatThrownBy(() -> post(notifying())).hasMessageContaining("answered 307");

        assertThat(CRM.posts()).extracting(Receiver.Post::path).containsExactly("/hooks/bot");
    }

    @Test
    void whatWasTakenButNotNotedIsPostedAgainUnderTheSameId() {
        submit(BotPause.MANUAL_MESSAGE_SENT);
        ProcessInstance only = notifying();
        // Stands for a node that dies here: the transaction of the post cannot commit.
        CRM.meanwhile(() -> sql.sql("update act_ru_execution set rev_ = rev_ + 1 where id_ = :id")
                .param("id", only.getId())
                .update());

        assertThatThrownBy(() -> post(only)).isInstanceOf(RuntimeException.class);
        post(only);

        assertThat(only).isEnded();
        assertThat(changes()).containsExactly("1: active to snoozed", "1: active to snoozed");
        assertThat(CRM.posts().stream().map(Receiver.Post::id).collect(Collectors.toSet()))
                .hasSize(1);
    }

    @Test
    void whoDeletesTheInstanceGivesUpWhatWaitsAndNoMore() {
        submit(BotPause.MANUAL_MESSAGE_SENT);
        ProcessInstance given = notifying();
        runtime.deleteProcessInstance(given.getId(), "given up", true);

        person(BotStatus.ACTIVE, new Reactivation.Never());
        ProcessInstance next = notifying();
        post(next);

        assertThat(next).isEnded();
        assertThat(changes()).containsExactly("2: snoozed to active");
    }

    @Test
    void aForgottenContactLeavesNothing() {
        submit(BotPause.MANUAL_MESSAGE_SENT);
        post(notifying());
        person(BotStatus.ACTIVE, new Reactivation.Never());

        erasure.forget(contact);

        assertThat(allNotifying()).isEmpty();
        assertThat(history.createHistoricProcessInstanceQuery()
                        .processInstanceBusinessKey(contact.value())
                        .count())
                .isZero();
        assertThat(Stream.of("bot_notification", "bot_notification_queue")
                        .mapToLong(this::rows)
                        .sum())
                .isZero();
    }

    /** Suspended stands for undeployed: there is nothing to start, and the change goes on. */
    @Test
    void withoutTheProcessChangesGoOnAndWaitUntilItIsThere() {
        repository.suspendProcessDefinitionByKey(Notifications.PROCESS);
        try {
            submit(BotPause.MANUAL_MESSAGE_SENT);
            assertThat(status()).isEqualTo(BotStatus.SNOOZED);
            assertThat(allNotifying()).isEmpty();
        } finally {
            repository.activateProcessDefinitionByKey(Notifications.PROCESS);
        }

        person(BotStatus.ACTIVE, new Reactivation.Never());
        post(notifying());
        post(notifying());

        assertThat(changes()).containsExactly("1: active to snoozed", "2: snoozed to active");
    }

    /** People and messages change a few contacts as fast as they can while jobs run and some posts fail. */
    @Test
    void underLoadEveryChangeIsToldInOrderAndNoneIsMissing() {
        CRM.failsEvery(7);
        List<ContactId> contacts = IntStream.range(0, 5)
                .mapToObj(n -> new ContactId("load " + n + " " + UUID.randomUUID()))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(7);
        AtomicBoolean changing = new AtomicBoolean(true);
        List<CompletableFuture<Void>> changers = IntStream.range(0, 4)
                .mapToObj(n -> CompletableFuture.runAsync(() -> change(contacts, new Random(n)), threads))
                .toList();
        // The engine locks each job for one of its threads; here each has contacts of its own.
        List<CompletableFuture<Void>> executors = IntStream.range(0, 3)
                .mapToObj(n -> contacts.stream()
                        .filter(one -> contacts.indexOf(one) % 3 == n)
                        .toList())
                .map(own -> CompletableFuture.runAsync(
                        () -> {
                            while (changing.get() || !jobsOf(own).isEmpty()) {
                                jobsOf(own).forEach(this::tryToExecute);
                            }
                        },
                        threads))
                .toList();
        changers.forEach(CompletableFuture::join);
        changing.set(false);
        executors.forEach(CompletableFuture::join);
        threads.shutdown();

        for (ContactId one : contacts) {
            List<Receiver.Post> told = CRM.posts().stream()
                    .filter(post -> post.data().path("contactId").asText().equals(one.value()))
                    .toList();
            long sequence = 0;
            String status = "active";
            Map<Long, String> ids = new HashMap<>();
            for (Receiver.Post post : told) {
                long number = post.data().path("sequence").asLong();
                String known = ids.putIfAbsent(number, post.id());
                assertThat(known).as("again, and so under the same id").isIn(null, post.id());
                if (known == null) {
                    assertThat(number).isEqualTo(++sequence);
                    assertThat(post.data().path("previousBotStatus").asText()).isEqualTo(status);
                    status = post.data().path("botStatus").asText();
                } else {
                    assertThat(number).as("only the last one comes again").isEqualTo(sequence);
                }
            }
            assertThat(sequence).isPositive();
            assertThat(status).isEqualTo(states.of(one).status().word());
            assertThat(sql.sql(
                                    "select sequence from bot_notification_queue where contact_id = :c and process_instance_id is null")
                            .param("c", one.value())
                            .query(Long.class)
                            .single())
                    .isEqualTo(sequence);
        }
        assertThat(CRM.posts().stream().map(Receiver.Post::id).distinct().count())
                .as("some had to be posted again")
                .isLessThan(CRM.posts().size());
    }

    private void change(List<ContactId> contacts, Random random) {
        for (int i = 0; i < 40; i++) {
            ContactId one = contacts.get(random.nextInt(contacts.size()));
            if (random.nextBoolean()) {
                pauses.report(new Trigger(one, Cause.MANUAL_MESSAGE, null, null, null, now(), Map.of()));
            } else {
                BotStatus status = random.nextBoolean() ? BotStatus.ACTIVE : BotStatus.INACTIVE;
                pauses.request(one, StatusRequest.byPerson(status, new Reactivation.Never(), null, "ben"), null);
            }
        }
    }

    private List<Job> jobsOf(List<ContactId> contacts) {
        return contacts.stream()
                .flatMap(one -> runtime
                        .createProcessInstanceQuery()
                        .processDefinitionKey(Notifications.PROCESS)
                        .processInstanceBusinessKey(one.value())
                        .list()
                        .stream())
                .flatMap(instance -> management.createJobQuery().processInstanceId(instance.getId()).list().stream())
                .toList();
    }

    private void tryToExecute(Job job) {
        try {
            management.executeJob(job.getId());
        } catch (RuntimeException e) {
            assertThat(e).hasMessageContaining("answered 503");
        }
    }

    private void post(ProcessInstance instance) {
        management.executeJob(job(instance).getId());
    }

    private Job job(ProcessInstance instance) {
        return management.createJobQuery().processInstanceId(instance.getId()).singleResult();
    }

    @SuppressWarnings("JavaUtilDate") // what the engine answers
    private Instant due(ProcessInstance instance) {
        return job(instance).getDuedate().toInstant();
    }

    private List<Incident> incidents(ProcessInstance instance) {
        return runtime.createIncidentQuery().processInstanceId(instance.getId()).list();
    }

    private List<ProcessInstance> allNotifying() {
        return runtime.createProcessInstanceQuery()
                .processDefinitionKey(Notifications.PROCESS)
                .processInstanceBusinessKey(contact.value())
                .list();
    }

    private ProcessInstance notifying() {
        List<ProcessInstance> all = allNotifying();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private static List<String> changes() {
        return CRM.posts().stream().map(Receiver.Post::change).toList();
    }

    private long rows(String table) {
        return sql.sql("select count(*) from " + table + " where contact_id = :contact")
                .param("contact", contact.value())
                .query(Long.class)
                .single();
    }

    /** The signature by the Standard Webhooks specification, without any of the plugin's own code. */
    private static String signature(Receiver.Post post) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("the secret of the tests".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        mac.update((post.headers().get("webhook-id") + "." + post.headers().get("webhook-timestamp") + ".")
                .getBytes(StandardCharsets.UTF_8));
        return "v1,"
                + Base64.getEncoder().encodeToString(mac.doFinal(post.body().getBytes(StandardCharsets.UTF_8)));
    }
}
