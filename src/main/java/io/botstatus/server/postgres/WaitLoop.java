package io.botstatus.server.postgres;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A wait for something outside, with a maximum time and an interval for log lines. For one thread. */
public final class WaitLoop {

    private final long end;
    private final long between;
    private long nextWord = System.nanoTime();

    /**
     * Begins to wait.
     *
     * @param most the maximum time
     * @param betweenWords the interval between two log lines
     */
    public WaitLoop(Duration most, Duration betweenWords) {
        this.end = System.nanoTime() + most.toNanos();
        this.between = betweenWords.toNanos();
    }

    boolean isOver() {
        return System.nanoTime() - end >= 0;
    }

    Duration left() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    /** Whether the next log line is due. */
    public boolean isTimeForAWord() {
        long now = System.nanoTime();
        if (now - nextWord < 0) {
            return false;
        }
        nextWord = now + between;
        return true;
    }

    /** Sleeps for this time, but not beyond the maximum. */
    public void pause(Duration time) {
        try {
            new CountDownLatch(1).await(Math.min(time.toNanos(), left().toNanos()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting", e);
        }
    }
}
