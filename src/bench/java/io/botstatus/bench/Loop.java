package io.botstatus.bench;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Repeats a call from several threads. Each call gets a number. */
final class Loop {

    static final int THREADS = 32;
    static final int SECONDS = Integer.getInteger("seconds", 4);

    /** Shared by all loops, so that each creates new objects only. */
    private static final AtomicLong NUMBER = new AtomicLong();

    private static final int DIGITS = 3;

    private Loop() {}

    /** A number that no other call has. */
    static long next() {
        return NUMBER.getAndIncrement();
    }

    /** Repeats a call for a few seconds. */
    static Contender of(String name, LongConsumer call) {
        return new Contender(name, () -> {
            Histogram times = histogram();
            long start = System.nanoTime();
            long end = start + SECONDS * 1_000_000_000L;
            run(() -> System.nanoTime() < end, () -> {
                long before = System.nanoTime();
                call.accept(next());
                times.recordValue(System.nanoTime() - before);
            });
            return new Figure(
                    times.getTotalCount() * 1e9 / (System.nanoTime() - start), Latency.of(times));
        });
    }

    /** Of nanoseconds, for many threads. */
    static Histogram histogram() {
        return new ConcurrentHistogram(DIGITS);
    }

    /** Calls it for the numbers from 0 to {@code count - 1}. */
    static void times(int count, LongConsumer call) throws InterruptedException {
        AtomicLong counter = new AtomicLong();
        run(() -> counter.get() < count, () -> {
            long n = counter.getAndIncrement();
            if (n < count) {
                call.accept(n);
            }
        });
    }

    /** A call that fails ends the round. */
    private static void run(BooleanSupplier goesOn, Runnable call) throws InterruptedException {
        AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        Thread[] threads = IntStream.range(0, THREADS)
                .mapToObj(n -> new Thread(() -> {
                    try {
                        while (goesOn.getAsBoolean() && failure.get() == null) {
                            call.run();
                        }
                    } catch (RuntimeException e) {
                        failure.set(e);
                    }
                }))
                .toArray(Thread[]::new);
        for (Thread thread : threads) {
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (failure.get() != null) {
            throw new IllegalStateException(failure.get());
        }
    }
}
