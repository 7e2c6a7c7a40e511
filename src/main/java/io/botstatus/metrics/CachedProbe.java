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
 * Something that is looked at from time to time, by a thread of its own, and only while somebody asks for it. Thread-safe.
 *
 * <ol>
 *   <li>Whoever asks first after the time of rest has a look taken and waits for it, but not for long: then, as for everybody else,
 *       what was seen last is the answer. So a scrape is answered even if the database is not.
 *   <li>After a look the thread rests for as long as is set, and fifty times as long as the look took: however much there is to
 *       look at, it takes a fiftieth of one connection.
 *   <li>What is too old is no answer any more.
 * </ol>
 */
final class CachedProbe<T> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CachedProbe.class);

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int REST = 50;
    /** Of a look that is overdue, be it that it fails or that it is still waiting for a connection. */
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

    /** What was seen last; nothing if that is too long ago. */
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
            if (!failed) { // once, not as often as somebody asks
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
            // Then what was seen before has to do.
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
