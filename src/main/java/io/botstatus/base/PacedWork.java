package io.botstatus.base;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Work in the background that one daemon thread of this node does step by step, from the start of the application to its stop. After
 * each step it rests, so that it takes no more than its share of a connection however much there is to do. A step that is at work
 * at the stop ends by itself, or with its connection.
 */
public abstract class PacedWork implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(PacedWork.class);

    private final String name;
    private final Duration firstRest;
    private @Nullable ScheduledThreadPoolExecutor thread;

    /**
     * Work that begins a while after the application has started.
     *
     * @param name of the thread
     */
    protected PacedWork(String name, Duration firstRest) {
        this.name = name;
        this.firstRest = firstRest;
    }

    /** Does one step, and tells how long to rest after it. It catches what it can meet: an exception ends the work. */
    protected abstract Duration step();

    /** How long to rest: a number of times as long as the work took, and at least so long. */
    public static Duration rest(Duration took, int times, Duration atLeast) {
        Duration rest = took.multipliedBy(times);
        return rest.compareTo(atLeast) > 0 ? rest : atLeast;
    }

    private void work() {
        next(step());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a step catches what it meets
    private synchronized void next(Duration rest) {
        if (thread != null) {
            try {
                thread.schedule(this::work, rest.toNanos(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("Stopped meanwhile", e);
            }
        }
    }

    @Override
    public final synchronized void start() {
        CustomizableThreadFactory threads = new CustomizableThreadFactory(name);
        threads.setDaemon(true);
        thread = new ScheduledThreadPoolExecutor(1, threads);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        next(firstRest);
    }

    @Override
    public final synchronized void stop() {
        if (thread != null) {
            thread.shutdown();
            thread = null;
        }
    }

    @Override
    public final synchronized boolean isRunning() {
        return thread != null;
    }
}
