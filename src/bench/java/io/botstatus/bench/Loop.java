package io.botstatus.bench;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * The same call again and again, from several threads, for a few seconds.
 *
 * @param call gets a number that no other call gets, in no round
 */
record Loop(String name, AtomicLong counter, LongConsumer call) implements Contender {

    static final int THREADS = 4;
    static final int SECONDS = 4;

    Loop(String name, LongConsumer call) {
        this(name, new AtomicLong(), call);
    }

    @Override
    public double round() throws InterruptedException {
        long before = counter.get();
        long start = System.nanoTime();
        long end = start + SECONDS * 1_000_000_000L;
        Thread[] threads = IntStream.range(0, THREADS)
                .mapToObj(n -> new Thread(() -> {
                    while (System.nanoTime() < end) {
                        call.accept(counter.getAndIncrement());
                    }
                }))
                .toArray(Thread[]::new);
        for (Thread thread : threads) {
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return (counter.get() - before) * 1e9 / (System.nanoTime() - start);
    }
}
