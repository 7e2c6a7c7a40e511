package io.botstatus.bench;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * Repeats a call at a fixed rate from {@link Loop#THREADS} threads. A call's time begins when it was due, so a slow call also makes
 * those slow that wait for it.
 */
final class Paced {

    private final Histogram times = Loop.histogram();
    private final Thread[] threads;

    private Paced(double perSecond, Duration duration, LongConsumer call) {
        long step = (long) (Loop.THREADS * 1e9 / perSecond);
        long start = System.nanoTime();
        this.threads = IntStream.range(0, Loop.THREADS)
                .mapToObj(n -> new Thread(() -> run(start + step * n / Loop.THREADS, step, duration, call)))
                .toArray(Thread[]::new);
        for (Thread thread : threads) {
            thread.start();
        }
    }

    static Paced start(double perSecond, Duration duration, LongConsumer call) {
        return new Paced(perSecond, duration, call);
    }

    private void run(long first, long step, Duration duration, LongConsumer call) {
        for (long due = first; due < first + duration.toNanos(); due += step) {
            for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
                LockSupport.parkNanos(due - now);
            }
            call.accept(Loop.next());
            times.recordValue(System.nanoTime() - due);
        }
    }

    Latency await() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        return Latency.of(times);
    }
}
