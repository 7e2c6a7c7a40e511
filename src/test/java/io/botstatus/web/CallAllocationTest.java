package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The memory that the server's threads allocate for a call: a measure of the work between the network and the rules that does not
 * depend on the machine. docs/performance.md states less, of code that the JVM has compiled to the end.
 */
class CallAllocationTest extends MeasuredServer {

    private static final long STATUS_READ = 62;
    private static final long PERMIT = 68;
    private static final int CALLS = 400;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void aStatusReadAllocatesLittle() {
        TestContact contact = server.newContact();
        contact.report("m1", "human").ok();

        assertThat(kilobytesOf(n -> contact.status().ok())).isLessThan(STATUS_READ);
    }

    @Test
    void soDoesAPermit() {
        TestContact[] contacts =
                IntStream.range(0, 20).mapToObj(n -> server.newContact()).toArray(TestContact[]::new);

        assertThat(kilobytesOf(n -> contacts[n % contacts.length].ask("r" + n).ok()))
                .isLessThan(PERMIT);
    }

    private static long kilobytesOf(IntConsumer call) {
        for (int n = 0; n < CALLS; n++) {
            call.accept(n); // until caches are full and the code is compiled
        }
        long before = allocated();
        for (int n = 0; n < CALLS; n++) {
            call.accept(CALLS + n);
        }
        return (allocated() - before) / CALLS / 1024;
    }

    /** By the threads that answer calls. */
    private static long allocated() {
        return Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().contains("-exec-"))
                .mapToLong(thread -> THREADS.getThreadAllocatedBytes(thread.getThreadId()))
                .sum();
    }
}
