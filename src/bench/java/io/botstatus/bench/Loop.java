package io.botstatus.bench;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/** Repeats a call from several threads. Each call gets a number. */
final class Loop {

    static final int THREADS = Integer.getInteger("threads", 4);
    static final int SECONDS = Integer.getInteger("seconds", 4);

    /** Shared by all loops, so that each creates new objects only. */
    private static final AtomicLong NUMBER = new AtomicLong();

    private Loop() {}

    /** Repeats a call for a few seconds. */
    static Contender of(String name, LongConsumer call) {
        return new Contender(name, () -> {
            long before = NUMBER.get();
            long start = System.nanoTime();
            long end = start + SECONDS * 1_000_000_000L;
            run(() -> System.nanoTime() < end, () -> call.accept(NUMBER.getAndIncrement()));
            return (NUMBER.get() - before) * 1e9 / (System.nanoTime() - start);
        });
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

    private static void run(BooleanSupplier goesOn, Runnable call) throws InterruptedException {
        Thread[] threads = IntStream.range(0, THREADS)
                .mapToObj(n -> new Thread(() -> {
                    while (goesOn.getAsBoolean()) {
                        call.run();
                    }
                }))
                .toArray(Thread[]::new);
        for (Thread thread : threads) {
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
