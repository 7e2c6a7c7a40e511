package io.botstatus.testkit;

import io.botstatus.status.ContactId;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** One test from its beginning to its end. Meanwhile it has the engine for itself, and the clock stands still. */
final class TestRun {

    private static final ThreadLocal<@Nullable TestRun> OF_THIS_THREAD = new ThreadLocal<>();
    /** The engine's clock is one for the JVM. */
    private static final AtomicReference<@Nullable Thread> CLOCK_MOVER = new AtomicReference<>();

    private final Host host;
    private final ExecutorAtRest executor;
    private final EarlierWork earlier;
    private final DueJobs jobs;
    private final Set<ContactId> contacts = new LinkedHashSet<>();
    private int extensions;

    private TestRun(Host host, ExecutorAtRest executor) {
        this.host = host;
        this.executor = executor;
        this.earlier = new EarlierWork(host.engine());
        this.jobs = new DueJobs(host.engine(), earlier);
    }

    /**
     * Stops the job executor and the clock.
     *
     * @throws IllegalStateException if another thread runs a test with this extension
     */
    static TestRun begin(Host host) {
        Thread other = CLOCK_MOVER.compareAndExchange(null, Thread.currentThread());
        if (other != null) {
            throw new IllegalStateException("Thread '" + other.getName()
                    + "' is in a test with BotStatusExtension too, and the engine's clock is one for the JVM. Let such tests"
                    + " run one after the other: @ResourceLock(\"camunda-clock\") on their classes.");
        }
        ExecutorAtRest executor;
        try {
            executor = ExecutorAtRest.of(host.engine());
        } catch (RuntimeException e) {
            CLOCK_MOVER.set(null);
            throw e;
        }
        TestRun run = new TestRun(host, executor);
        OF_THIS_THREAD.set(run);
        EngineTime.stop();
        CamundaAssert.init(host.engine());
        return run;
    }

    static TestRun current() {
        TestRun run = OF_THIS_THREAD.get();
        if (run == null) {
            throw new IllegalStateException("No test with bot status is running in this thread. Add"
                    + " @ExtendWith(BotStatusExtension.class) to the test class, and call BotStatusTests in its test and"
                    + " @BeforeEach methods, in their own thread.");
        }
        return run;
    }

    /** Enters one more of possibly several extensions around the same test. */
    void enter() {
        extensions++;
    }

    /** Leaves an extension. Returns whether that was the outermost one. */
    boolean leave() {
        return --extensions == 0;
    }

    ContactUnderTest contact(String id) {
        ContactId contact = new ContactId(id);
        contacts.add(contact);
        return new ContactUnderTest(contact, host);
    }

    List<FiredJob> advanceTo(Instant target) {
        return jobs.fireUntil(EngineTime.roundedUp(target));
    }

    /** Restores the engine. */
    void end() {
        try {
            cleanUp();
        } finally {
            OF_THIS_THREAD.remove();
            CamundaAssert.reset();
            EngineTime.reset();
            CLOCK_MOVER.set(null);
            if (host.isOpen()) {
                executor.restore();
            }
        }
    }

    /**
     * Leaves nothing to the next test. Flows go before their contacts are forgotten, since that would wake those that wait. Runs
     * outside a transaction: a test with one around it rolls everything back anyway.
     */
    private void cleanUp() {
        if (host.isOpen() && !TransactionSynchronizationManager.isActualTransactionActive()) {
            earlier.contacts().stream().map(ContactId::new).forEach(contacts::add);
            earlier.deleteFlows();
            contacts.forEach(host.erasure()::forget);
            earlier.deleteRest();
        }
    }
}
