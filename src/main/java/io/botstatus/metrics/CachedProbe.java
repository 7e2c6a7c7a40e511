package io.botstatus.metrics;

import io.botstatus.base.PacedWork;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cached value that a thread of its own reads now and then, only while callers ask for it. Thread-safe.
 *
 * <ol>
 *   <li>The first caller after the rest starts a read and waits for it for a short time. After that, and for all other callers, the
 *       last value is the answer. So a scrape is answered even if the database does not answer.
 *   <li>After a read the thread rests for the configured time, and for at least fifty times as long as the read took. However much
 *       there is to read, it takes a fiftieth of one connection.
 *   <li>A value that is too old is no answer any more.
 * </ol>
 */
final class CachedProbe<T> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CachedProbe.class);

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int REST = 50;
    /** How long a value outlives an overdue read, which fails or still waits for a connection. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final Supplier<T> look;
    private final Duration atMostEvery;
    private final LongSupplier nanoTime;
    private final ThreadPoolExecutor thread;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile long nextLook;
    private volatile @Nullable T seen;
    private volatile long goodUntil;
    private volatile boolean failed;

    CachedProbe(String name, Supplier<T> look, Duration atMostEvery) {
        this(name, look, atMostEvery, System::nanoTime);
    }

    CachedProbe(String name, Supplier<T> look, Duration atMostEvery, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.nextLook = nanoTime.getAsLong();
        this.goodUntil = nextLook;
        this.look = look;
        this.atMostEvery = atMostEvery;
        this.thread = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
        thread.allowCoreThreadTimeOut(true);
    }

    /** The last value; empty if it is too old. */
    Optional<T> last() {
        if (nanoTime.getAsLong() - nextLook >= 0 && !thread.isShutdown() && looking.compareAndSet(false, true)) {
            await(thread.submit(this::takeALook));
        }
        return nanoTime.getAsLong() - goodUntil >= 0 ? Optional.empty() : Optional.ofNullable(seen);
    }

    private void takeALook() {
        long start = nanoTime.getAsLong();
        try {
            seen = look.get();
            failed = false;
            goodUntil = rested(start) + GRACE.toNanos();
        } catch (RuntimeException e) {
            if (!failed) { // once, not at every call
                LOG.warn("{} cannot be measured: {}", Thread.currentThread().getName(), e.toString());
            }
            failed = true;
        } finally {
            nextLook = rested(start);
            looking.set(false);
        }
    }

    private long rested(long start) {
        long now = nanoTime.getAsLong();
        return now
                + PacedWork.rest(Duration.ofNanos(now - start), REST, atMostEvery)
                        .toNanos();
    }

    private static void await(Future<?> look) {
        try {
            look.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // The last value is the answer then.
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
