package io.botstatus.retention;

import io.botstatus.retention.Retention.Step;
import io.botstatus.retention.Retention.Walk;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * This node's thread that deletes old rows. After each batch it rests as long as the batch took, so it uses at most half of one
 * connection's time.
 */
final class RetentionSchedule implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RetentionSchedule.class);

    /** The first cleanup comes after this fraction of the interval: soon after the start, but not during it. */
    private static final int SOONER = 60;

    private static final long SHORTEST_REST = TimeUnit.MILLISECONDS.toNanos(10);

    private final Retention retention;
    private final Duration every;
    private final Deque<Walk> walks = new ArrayDeque<>();
    private long gone;
    private @Nullable ScheduledThreadPoolExecutor thread;
    private @Nullable ScheduledFuture<?> next;

    RetentionSchedule(Retention retention, Duration every) {
        this.retention = retention;
        this.every = every;
    }

    @Override
    public synchronized void start() {
        CustomizableThreadFactory threads = new CustomizableThreadFactory("bot-status-retention-");
        threads.setDaemon(true);
        thread = new ScheduledThreadPoolExecutor(1, threads);
        next(every.dividedBy(SOONER));
    }

    private void work() {
        long begin = System.nanoTime();
        try {
            if (walks.isEmpty()) {
                walks.addAll(retention.walks());
                gone = 0;
            }
            Step step = walks.element().step();
            gone += step.gone();
            if (!step.more()) {
                walks.remove();
            }
        } catch (RuntimeException e) {
            LOG.warn("Cannot delete old rows, and retries in {}: {}", every, e.toString());
            walks.clear();
        }
        if (walks.isEmpty()) {
            if (gone > 0) {
                LOG.info("Deleted {} rows that were older than botstatus.retention says.", gone);
            }
            next(every);
        } else {
            next(Duration.ofNanos(Math.max(SHORTEST_REST, System.nanoTime() - begin)));
        }
    }

    private synchronized void next(Duration rest) {
        if (thread != null) {
            try {
                next = thread.schedule(this::work, rest.toNanos(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("Stopped meanwhile", e);
            }
        }
    }

    /** A running batch ends on its own, or with its connection. Nothing is half done then. */
    @Override
    public synchronized void stop() {
        if (thread != null) {
            if (next != null) {
                next.cancel(false);
            }
            thread.shutdown();
            thread = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }
}
