package io.botstatus.faults;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

/** Waits for processes of their own, which live by the real clock: bounded, and for a condition wherever there is one. */
final class Wait {

    private Wait() {}

    /**
     * Looks until the condition holds. One that throws does not hold.
     *
     * @return how long it took
     */
    static Duration until(Duration patience, String what, Callable<Boolean> condition) {
        long start = System.nanoTime();
        Exception last = null;
        while (true) {
            try {
                if (condition.call()) {
                    return Duration.ofNanos(System.nanoTime() - start);
                }
            } catch (Exception e) {
                last = e;
            }
            if (System.nanoTime() - start > patience.toNanos()) {
                throw new AssertionError("Not within " + patience.toSeconds() + " s: " + what, last);
            }
            millis(50);
        }
    }

    static void millis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    static void untilItEnds(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    static void upTo(long millis) {
        millis(ThreadLocalRandom.current().nextLong(millis + 1));
    }
}
