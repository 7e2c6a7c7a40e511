package io.botstatus;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.bulk.BotBulkChange;
import io.botstatus.bulk.BulkChange;
import io.botstatus.bulk.BulkChanges;
import io.botstatus.bulk.Selection;
import io.botstatus.pause.BotPauses;
import io.botstatus.pause.StatusRequest;
import io.botstatus.pause.Trigger;
import io.botstatus.repair.ConsistencyCheck;
import io.botstatus.retention.ContactErasure;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import io.botstatus.status.hold.Reactivation;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.JobQuery;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Bulk changes and other changes of the same contacts, all at the same time. */
@Sampled
@PluginTest
@TestPropertySource(
        properties = {
            "spring.datasource.hikari.maximum-pool-size=30",
            // The engine logs every exception that it throws. The test itself checks for those that must not be thrown.
            "logging.level.org.camunda.bpm.engine=off"
        })
class BulkConcurrencyTest {

    private static final Duration TIME =
            Duration.ofSeconds(Integer.getInteger("botstatus.concurrency.seconds", Samples.of(3, 10)));
    private static final int CONTACTS = 60;

    private final LongAdder lost = new LongAdder();
    private final Set<String> locked = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<BulkChange> changes = new ConcurrentLinkedQueue<>();

    @Autowired
    BotPauses pauses;

    @Autowired
    ContactErasure erasure;

    @Autowired
    BulkChanges bulk;

    @Autowired
    ConsistencyCheck check;

    @Autowired
    ManagementService management;

    @Autowired
    JdbcClient sql;

    @Test
    void rowsInstancesAndEventsAgreeWhenAllIsDone() throws InterruptedException, ExecutionException {
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<?>> work = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            work.add(threads.submit(repeated(over, this::many)));
        }
        for (int n = 0; n < 5; n++) {
            work.add(threads.submit(repeated(over, this::one)));
        }
        for (int n = 0; n < 3; n++) {
            work.add(threads.submit(repeated(over, random -> dueJobs())));
        }
        work.add(threads.submit(repeated(over, random -> agrees())));
        Thread.sleep(TIME.toMillis()); // by the real clock, against which the deadlines run
        over.set(true);
        for (Future<?> each : work) {
            each.get();
        }
        threads.shutdown();

        for (Instant end = Instant.now().plusSeconds(60);
                isAnythingToDo() && Instant.now().isBefore(end); ) {
            dueJobs();
            // Those too that wait to be tried again.
            changing().list().forEach(job -> management.setJobDuedate(job.getId(), null));
        }

        assertThat(Contradictions.in(sql)).isEmpty();
        assertThat(changes).isNotEmpty().allSatisfy(change -> assertThat(
                        bulk.find(change.id()).orElseThrow().state())
                .isIn(BulkChange.State.DONE, BulkChange.State.STOPPED, BulkChange.State.UNDONE));
        assertThat(sql.sql("select count(*) from act_ru_incident")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(sql.sql("select count(*) from bot_bulk_change_contact")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(sql.sql("select count(*) from bot_bulk_change_left")
                        .query(Long.class)
                        .single())
                .isZero();
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

    private void many(Random random) {
        Selection selection = random.nextInt(4) == 0
                ? new Selection.Matching(
                        random.nextBoolean() ? BotStatus.SNOOZED : null, null, "", random.nextBoolean())
                : new Selection.Listed(IntStream.range(0, 1 + random.nextInt(30))
                        .mapToObj(n -> contact(random))
                        .toList());
        changes.add(bulk.change(request(random), selection));
        if (random.nextInt(3) == 0) {
            bulk.undo(
                    changes.stream()
                            .skip(random.nextInt(changes.size()))
                            .findFirst()
                            .orElseThrow()
                            .id(),
                    "carl");
        }
    }

    private void one(Random random) {
        ContactId contact = contact(random);
        switch (random.nextInt(10)) {
            case 0 -> erasure.forget(contact);
            case 1, 2, 3 -> pauses.request(contact, request(random), null);
            default ->
                pauses.report(new Trigger(contact, Cause.MANUAL_MESSAGE, null, null, "anna", Instant.now(), Map.of()));
        }
    }

    private static ContactId contact(Random random) {
        return new ContactId("many " + random.nextInt(CONTACTS));
    }

    private static StatusRequest request(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> StatusRequest.byPerson(BotStatus.ACTIVE, new Reactivation.Never(), null, "ben");
            case 1 -> StatusRequest.byPerson(BotStatus.INACTIVE, new Reactivation.Never(), null, "ben");
            default ->
                StatusRequest.byPerson(
                        BotStatus.SNOOZED,
                        new Reactivation.After(Duration.ofMillis(1 + random.nextInt(2000))),
                        null,
                        "ben");
        };
    }

    /** Executes due jobs in several threads, as several job executors would. */
    private void dueJobs() {
        for (Job job : management.createJobQuery().executable().listPage(0, 5)) {
            if (!locked.add(job.getId())) {
                continue; // as job executors do
            }
            try {
                management.executeJob(job.getId());
            } catch (RuntimeException e) {
                // Two of them met: this one is tried again, or the other one has ended its instance.
                if (!isLost(e) && management.createJobQuery().jobId(job.getId()).count() > 0) {
                    throw e;
                }
                lost.increment();
            } finally {
                locked.remove(job.getId());
            }
        }
    }

    private static boolean isLost(@Nullable Throwable e) {
        return e != null
                && (e instanceof OptimisticLockingException
                        || (e instanceof SQLException sql && "40P01".equals(sql.getSQLState()))
                        || isLost(e.getCause()));
    }

    private boolean isAnythingToDo() {
        return management.createJobQuery().executable().count() + changing().count() > 0;
    }

    private JobQuery changing() {
        return management.createJobQuery().processDefinitionKey(BotBulkChange.PROCESS);
    }
}
