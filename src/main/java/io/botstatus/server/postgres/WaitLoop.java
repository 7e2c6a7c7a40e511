package io.botstatus.server.postgres;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waiting for something outside: for how long in all, and how often there is a word about it. For one thread. */
public final class WaitLoop {

    private final long end;
    private final long between;
    private long nextWord = System.nanoTime();

    /**
     * Begins to wait.
     *
     * @param most for how long in all
     * @param betweenWords how far apart two lines in the log are
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

    /** Whether it is time to say again what is waited for. */
    public boolean isTimeForAWord() {
        long now = System.nanoTime();
        if (now - nextWord < 0) {
            return false;
        }
        nextWord = now + between;
        return true;
    }

    /** Lets some time pass, but not more than is left. */
    public void pause(Duration time) {
        try {
            new CountDownLatch(1).await(Math.min(time.toNanos(), left().toNanos()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting", e);
        }
    }
}
