package io.botstatus;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.pause.BotPauses;
import io.botstatus.pause.StatusRequest;
import io.botstatus.pause.Trigger;
import io.botstatus.repair.ConsistencyCheck;
import io.botstatus.retention.ContactErasure;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import io.botstatus.status.hold.Effect;
import io.botstatus.status.hold.Reactivation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Cohorts that open, are joined and close at the same time, by the real clock: windows of a second, pauses of two. */
@Sampled
@PluginTest
@TestPropertySource(
        properties = {
            "botstatus.cohort-window=PT1S",
            "spring.datasource.hikari.maximum-pool-size=30",
            // The engine logs every exception that it throws. The test itself checks for those that must not be thrown.
            "logging.level.org.camunda.bpm.engine=off"
        })
class CohortConcurrencyTest {

    private static final Duration TIME =
            Duration.ofSeconds(Integer.getInteger("botstatus.concurrency.seconds", Samples.of(3, 10)));

    private final LongAdder lost = new LongAdder();
    private final Set<String> locked = ConcurrentHashMap.newKeySet();

    @Autowired
    BotPauses pauses;

    @Autowired
    ContactErasure erasure;

    @Autowired
    ConsistencyCheck check;

    @Autowired
    ManagementService management;

    @Autowired
    RepositoryService repository;

    @Autowired
    JdbcClient sql;

    @Test
    void everyPauseThatWasAcknowledgedEndsOnceAndNothingIsLeft() throws InterruptedException, ExecutionException {
        repository
                .createDeployment()
                // No file that other tests would find by its suffix.
                .addInputStream("policy.dmn", getClass().getResourceAsStream("two-seconds-policy.xml"))
                .deploy();
        AtomicLong contacts = new AtomicLong();
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<?>> work = new ArrayList<>();
        AtomicLong tooLate = new AtomicLong();
        for (int n = 0; n < 6; n++) {
            work.add(threads.submit(repeated(over, random -> {
                if (report(new ContactId("new " + contacts.incrementAndGet())) == Effect.IGNORED) {
                    tooLate.incrementAndGet(); // on a busy machine two seconds may be over
                }
            })));
        }
        // The same few contacts again and again: repeats that move deadlines out of their window, releases, forgetting.
        for (int n = 0; n < 4; n++) {
            work.add(threads.submit(repeated(over, this::anything)));
        }
        for (int n = 0; n < 3; n++) {
            work.add(threads.submit(repeated(over, random -> dueJobs())));
        }
        work.add(threads.submit(repeated(over, random -> agrees())));
        Thread.sleep(TIME.toMillis()); // by the real clock, against which the windows run
        over.set(true);
        for (Future<?> each : work) {
            each.get();
        }
        threads.shutdown();
        assertThat(Contradictions.in(sql)).isEmpty();

        for (Instant end = Instant.now().plusSeconds(60);
                anythingLeft() && Instant.now().isBefore(end); ) {
            Thread.sleep(100);
            dueJobs();
        }

        assertThat(Contradictions.in(sql)).isEmpty();
        assertThat(count("select count(*) from bot_hold")).isZero();
        assertThat(count("select count(*) from bot_cohort")).isZero();
        assertThat(sql.sql("""
                        select concat_ws(' ', j.handler_type_, j.duedate_, j.retries_, j.exception_msg_, j.process_instance_id_,
                               (select string_agg(concat_ws(' ', e.contact_id, e.type, e.cause), ', ' order by e.id)
                                  from bot_event e where e.process_instance_id = j.process_instance_id_))
                          from act_ru_job j""").query(String.class).list()).isEmpty();
        assertThat(contacts.get()).isPositive();
        assertThat(sql.sql("""
                        select contact_id || ' ' || string_agg(type, ' ' order by id) from bot_event
                         where contact_id like 'new %' group by contact_id
                        having string_agg(type, ' ' order by id) <> 'placed expired'""").query(String.class).list()).isEmpty();
        assertThat(count("select count(distinct contact_id) from bot_event where contact_id like 'new %'"))
                .isEqualTo(contacts.get() - tooLate.get());
        // Only a few instances per second have served all these pauses.
        assertThat(count("select count(*) from act_hi_procinst where proc_def_key_ = 'bot-pause'"))
                .isLessThan(contacts.get());
    }

    /** Contacts that are being changed at this moment count as consistent. */
    private void agrees() {
        assertThat(check.look(5).samples()).isEmpty();
        LockSupport.parkNanos(Duration.ofMillis(200).toNanos()); // the others are what counts
    }

    private static Runnable repeated(AtomicBoolean over, Consumer<Random> step) {
        return () -> {
            Random random = new Random();
            while (!over.get()) {
                step.accept(random);
            }
        };
    }

    private Effect report(ContactId contact) {
        return pauses.report(new Trigger(contact, Cause.MANUAL_MESSAGE, null, null, "anna", Instant.now(), Map.of()))
                .effect();
    }

    private void anything(Random random) {
        ContactId contact = new ContactId("busy " + random.nextInt(8));
        switch (random.nextInt(10)) {
            case 0 -> request(contact, BotStatus.ACTIVE, new Reactivation.Never());
            case 1 -> request(contact, BotStatus.SNOOZED, new Reactivation.After(Duration.ofMillis(1500)));
            case 2 -> erasure.forget(contact);
            default -> report(contact);
        }
    }

    private void request(ContactId contact, BotStatus status, Reactivation reactivation) {
        pauses.request(contact, StatusRequest.byPerson(status, reactivation, null, "ben"), null);
    }

    /** Executes due jobs in several threads, as several job executors would. */
    private void dueJobs() {
        for (Job job : management.createJobQuery().executable().listPage(0, 5)) {
            if (!locked.add(job.getId())) {
                continue; // as job executors do
            }
            try {
                management.executeJob(job.getId());
            } catch (OptimisticLockingException | ConcurrencyFailureException e) {
                lost.increment(); // it is tried again
            } catch (ProcessEngineException e) {
                if (!e.getMessage().startsWith("ENGINE-14026")) { // no such job: another one did it
                    throw e;
                }
            } finally {
                locked.remove(job.getId());
            }
        }
    }

    private boolean anythingLeft() {
        return management.createJobQuery().count() > 0;
    }

    private long count(String statement) {
        return sql.sql(statement).query(Long.class).single();
    }
}
