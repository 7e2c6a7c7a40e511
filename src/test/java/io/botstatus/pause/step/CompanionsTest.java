package io.botstatus.pause.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.botstatus.PluginTest;
import io.botstatus.engine.Transactions;
import io.botstatus.pause.BotPause;
import io.botstatus.pause.BotPauses;
import io.botstatus.pause.StatusRequest;
import io.botstatus.status.BotEvent;
import io.botstatus.status.BotEvents;
import io.botstatus.status.BotStatus;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactStates;
import io.botstatus.status.hold.BotObserver;
import io.botstatus.status.hold.Holds;
import io.botstatus.status.hold.Reactivation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.jobexecutor.ExecuteJobHelper;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutorContext;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** A timer that a job executor executes ends other pauses that are due, in its transaction. */
@PluginTest
@Import(CompanionsTest.Counting.class)
// The engine logs every exception that it throws.
@TestPropertySource(properties = "logging.level.org.camunda.bpm.engine=off")
class CompanionsTest {

    private static final Instant START = Instant.parse("2030-03-04T09:00:00Z");

    @Autowired
    BotPauses pauses;

    @Autowired
    ContactStates states;

    @Autowired
    BotEvents events;

    @Autowired
    Holds holds;

    @Autowired
    Transactions transactions;

    @Autowired
    RuntimeService runtime;

    @Autowired
    ManagementService management;

    @Autowired
    RepositoryService repository;

    @Autowired
    ProcessEngineConfigurationImpl engine;

    @Autowired
    JdbcClient sql;

    @Autowired
    AtomicInteger reactivated;

    private final String prefix = UUID.randomUUID() + "-";

    @BeforeEach
    void nobodyElseIsPaused() {
        runtime.createProcessInstanceQuery()
                .processDefinitionKey(BotPause.PROCESS)
                .rootProcessInstances()
                .list()
                .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "of another test"));
        timeIs(START);
        reactivated.set(0);
    }

    @AfterEach
    void letsAllEnd() {
        sql.sql("drop trigger if exists fails on act_ru_execution").update();
    }

    @AfterEach
    void giveTheClockBack() {
        ClockUtil.reset();
    }

    @Test
    void endWithTheTimerThatTakesThemAlong() {
        pause("a", "b", "c", "d");
        timeIs(START.plus(Duration.ofHours(1)));

        execute(timer("c"));

        assertThat(paused()).isEmpty();
        for (String contact : List.of("a", "b", "c", "d")) {
            assertThat(story(contact)).containsExactly("placed", "expired");
        }
        assertThat(transactionsOf("expired")).as("transactions").hasSize(1);
        assertThat(reactivated).as("observed").hasValue(4);
        assertThat(events.before(id("a"), Long.MAX_VALUE, 1).get(0))
                .satisfies(event -> assertThat(event.activityId()).isEqualTo("serviceTask_reactivateContactBot"));
    }

    @Test
    void areNotTakenAlongByACallerWhoExecutesOneTimer() {
        pause("a", "b");
        timeIs(START.plus(Duration.ofHours(1)));

        management.executeJob(timer("a"));

        assertThat(paused()).containsExactly("b");
    }

    @Test
    void areThoseWhoseDeadlineHasPassed() {
        pause("a");
        timeIs(START.plusSeconds(1));
        pause("later");
        timeIs(START.plus(Duration.ofHours(1)));

        execute(timer("a"));

        assertThat(paused()).containsExactly("later");
    }

    @Test
    void areNoneThatAnotherNodeHasClaimed() {
        pause("a", "claimed");
        timeIs(START.plus(Duration.ofHours(1)));
        sql.sql("update act_ru_job set lock_owner_ = 'another node', lock_exp_time_ = :then where id_ = :job")
                .param("job", timer("claimed"))
                .param("then", Date.from(START.plus(Duration.ofHours(2))))
                .update();

        execute(timer("a"));

        assertThat(paused()).containsExactly("claimed");
    }

    @Test
    void areNoneOfAContactOrAJobThatAnotherTransactionHas() {
        pause("a", "contact", "job");
        timeIs(START.plus(Duration.ofHours(1)));
        String job = timer("job");
        String carrier = timer("a");

        transactions.run(() -> {
            holds.lock(id("contact"));
            sql.sql("select id_ from act_ru_job where id_ = :job for update")
                    .param("job", job)
                    .query()
                    .singleRow();
            inAnotherThread(() -> execute(carrier));
            return null;
        });

        assertThat(paused()).containsExactlyInAnyOrder("contact", "job");
    }

    @Test
    void areNoneThatAreSuspendedOrWithoutRetriesOrHaveFailed() {
        pause("a", "suspended", "exhausted", "failed");
        timeIs(START.plus(Duration.ofHours(1)));
        runtime.suspendProcessInstanceById(instance("suspended").getId());
        management.setJobRetries(timer("exhausted"), 0);
        sql.sql("update act_ru_job set exception_msg_ = 'failed once' where id_ = :job")
                .param("job", timer("failed"))
                .update();

        execute(timer("a"));

        assertThat(paused()).containsExactlyInAnyOrder("suspended", "exhausted", "failed");
    }

    @Test
    void areNoneThatAnotherProcessHasCalled() {
        String deployment = repository
                .createDeployment()
                .addModelInstance(
                        "caller.bpmn",
                        Bpmn.createExecutableProcess("caller")
                                .camundaHistoryTimeToLive(1)
                                .startEvent()
                                .callActivity()
                                .calledElement(BotPause.PROCESS)
                                .camundaIn("contactId", "contactId")
                                .camundaIn("status", "status")
                                .camundaIn("reactivateAfter", "reactivateAfter")
                                .camundaInBusinessKey("#{execution.processBusinessKey}")
                                .endEvent()
                                .done())
                .deploy()
                .getId();
        pause("a");
        runtime.startProcessInstanceByKey(
                "caller",
                id("called").value(),
                Map.of("contactId", id("called").value(), "status", "snoozed", "reactivateAfter", "PT1H"));
        timeIs(START.plus(Duration.ofHours(1)));

        execute(timer("a"));

        assertThat(paused()).containsExactly("called");
        repository.deleteDeployment(deployment, true);
    }

    @Test
    void areNoneOfABuildersOwnVersion() throws Exception {
        byte[] own = repository
                .getProcessModel(repository
                        .createProcessDefinitionQuery()
                        .processDefinitionKey(BotPause.PROCESS)
                        .latestVersion()
                        .singleResult()
                        .getId())
                .readAllBytes();
        pause("a");
        String deployment = repository
                .createDeployment()
                .addString("bot-pause.bpmn", new String(own, StandardCharsets.UTF_8))
                .deploy()
                .getId();
        pause("own");
        timeIs(START.plus(Duration.ofHours(1)));

        execute(timer("a"));

        assertThat(paused()).containsExactly("own");
        execute(timer("own"));
        assertThat(paused()).isEmpty();
        repository.deleteDeployment(deployment, true);
    }

    @Test
    void leaveTheTimerAloneWhenOneOfThemFails() {
        pause("a", "b", "fails", "c");
        timeIs(START.plus(Duration.ofHours(1)));
        failAtTheEndOf("fails");

        execute(timer("a"));

        assertThat(paused()).containsExactlyInAnyOrder("b", "fails", "c");
        assertThat(Stream.of("b", "fails", "c").map(this::job))
                .as("nobody lost a retry")
                .allSatisfy(job -> {
                    assertThat(job.getRetries()).isEqualTo(3);
                    assertThat(job.getExceptionMessage()).isNull();
                });
        assertThat(story("b")).as("taken back as if nothing had happened").containsExactly("placed");
        assertThat(reactivated).as("observed").hasValue(1);

        assertThatThrownBy(() -> execute(timer("fails"))).hasStackTraceContaining("The end of this instance fails");
        assertThat(job("fails").getRetries()).as("its own failure").isEqualTo(2);
        execute(timer("b"));
        execute(timer("c"));
        assertThat(paused()).containsExactly("fails");
        letsAllEnd();
        execute(timer("fails"));
        assertThat(paused()).isEmpty();
    }

    /** The database refuses to delete this instance. */
    private void failAtTheEndOf(String contact) {
        sql.sql("""
                        create or replace function fail() returns trigger language plpgsql as
                        $$ begin raise exception 'The end of this instance fails'; end $$""").update();
        sql.sql("create trigger fails before delete on act_ru_execution for each row when (old.proc_inst_id_ = '"
                        + instance(contact).getId() + "') execute function fail()")
                .update();
    }

    private void pause(String... contacts) {
        Arrays.stream(contacts)
                .forEach(contact -> pauses.request(
                        id(contact),
                        StatusRequest.byPerson(
                                BotStatus.SNOOZED, new Reactivation.After(Duration.ofHours(1)), null, "ben"),
                        null));
    }

    /** Executes a job as a thread of the job executor does. */
    private void execute(String job) {
        Context.setJobExecutorContext(new JobExecutorContext());
        try {
            ExecuteJobHelper.executeJob(job, engine.getCommandExecutorTxRequired());
        } finally {
            Context.removeJobExecutorContext();
        }
    }

    private static void inAnotherThread(Runnable work) {
        Thread thread = new Thread(work);
        thread.start();
        try {
            thread.join(Duration.ofSeconds(30).toMillis());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(thread.isAlive()).as("waits for somebody").isFalse();
    }

    private ContactId id(String contact) {
        return new ContactId(prefix + contact);
    }

    private ProcessInstance instance(String contact) {
        return runtime.createProcessInstanceQuery()
                .processDefinitionKey(BotPause.PROCESS)
                .processInstanceBusinessKey(id(contact).value())
                .singleResult();
    }

    private Job job(String contact) {
        return management
                .createJobQuery()
                .processInstanceId(instance(contact).getId())
                .singleResult();
    }

    private String timer(String contact) {
        return job(contact).getId();
    }

    /** The contacts that have an instance that waits. */
    private List<String> paused() {
        return runtime.createProcessInstanceQuery().processDefinitionKey(BotPause.PROCESS).list().stream()
                .map(instance -> instance.getBusinessKey().substring(prefix.length()))
                .toList();
    }

    private List<String> story(String contact) {
        return events.after(id(contact), 0, 100).stream()
                .map(BotEvent::type)
                .map(BotEvent.Type::word)
                .toList();
    }

    private List<String> transactionsOf(String type) {
        return sql.sql(
                        "select distinct xid::text from bot_event where type = :type and starts_with(contact_id, :prefix)")
                .param("type", type)
                .param("prefix", prefix)
                .query(String.class)
                .list();
    }

    @SuppressWarnings("JavaUtilDate") // the engine's clock takes nothing else
    private static void timeIs(Instant time) {
        ClockUtil.setCurrentTime(Date.from(time));
    }

    @TestConfiguration
    static class Counting {

        @Bean
        AtomicInteger reactivated() {
            return new AtomicInteger();
        }

        @Bean
        BotObserver countsReactivations(AtomicInteger reactivated) {
            return new BotObserver() {
                @Override
                public void reactivated(List<Duration> lags) {
                    reactivated.addAndGet(lags.size());
                }
            };
        }
    }
}
