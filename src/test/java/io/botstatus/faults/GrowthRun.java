package io.botstatus.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.springframework.util.FileSystemUtils;

/**
 * Measures what callers without a login can cost:
 * {@code mvn -Pfaults process-test-classes exec:java -Dexec.mainClass=io.botstatus.faults.GrowthRun}, with
 * {@code -Dbodies=260 -Dheads=500 -Dcalls=50000}. A server with a heap of 256 MB gets that many slow bodies, half heads and calls
 * at the same time. It prints how fast health and permits are meanwhile, and how much has grown, and fails if a bound is broken.
 */
public final class GrowthRun {

    private static final int BODIES = Integer.getInteger("bodies", 260);
    private static final int HEADS = Integer.getInteger("heads", 500);
    private static final int CALLS = Integer.getInteger("calls", 50_000);

    private static final long LONGEST_MILLIS = 1_000;
    private static final long HEAP_MEGABYTES = 16;
    private static final long LOG_BYTES = 8 * 1024;
    private static final long ROWS = 20;
    /** An eighth of the threads for callers without a login, a quarter for those of whom the probes are some. */
    private static final int WAITING_THREADS = 25 + 50;

    private GrowthRun() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of("target/faults/growth").toAbsolutePath();
        FileSystemUtils.deleteRecursively(folder);
        Files.createDirectories(folder);
        List<String> findings = new ArrayList<>();
        try (Postgres postgres = Postgres.create(folder, folder.resolve("db"));
                Node node = new Node("node", folder, postgres, "postgres", List.of())) {
            NodeFigures figures = new NodeFigures(node, postgres.sql("postgres"));
            Wait.until(Node.START, "the server is ready; see " + node.log(), () -> {
                if (!node.isAlive()) {
                    throw new IllegalStateException("It has ended.");
                }
                return figures.sessions() >= 0;
            });
            run(node, figures, findings);
        }
        if (!findings.isEmpty()) {
            throw new AssertionError(String.join("; ", findings));
        }
    }

    private static void run(Node node, NodeFigures figures, List<String> findings) throws Exception {
        // Objects that are created once: by the first call of each kind, and Tomcat's buffers for the most connections
        // so far.
        try (SlowRequests slow = new SlowRequests(node.port(), BODIES, HEADS)) {
            new AnonymousCalls(node.port()).make(CALLS / 50);
            slow.awaitRounds(2);
        }
        try (LatencyProbe permits = LatencyProbe.permits(node)) {
            Wait.until(Node.START, "permits are granted", () -> permits.count() > 30);
        }
        NodeFigures.Sight before = figures.now();

        long start = System.nanoTime();
        AnonymousCalls calls = new AnonymousCalls(node.port());
        OptionalInt mostThreads;
        LatencyProbe health = LatencyProbe.health(node);
        LatencyProbe permits = LatencyProbe.permits(node);
        try (SlowRequests slow = new SlowRequests(node.port(), BODIES, HEADS);
                ThreadWatch threads = new ThreadWatch(figures)) {
            calls.make(CALLS);
            slow.awaitRounds(10);
            mostThreads = threads.most();
            System.out.printf(Locale.ROOT, "Slow requests: %,d opened, answered %s%n", slow.opened(), slow.answers());
        } finally {
            health.close();
            permits.close();
        }
        System.out.printf(
                Locale.ROOT,
                "Anonymous calls: %,d in %d s, answered %s%n",
                CALLS,
                (System.nanoTime() - start) / 1_000_000_000,
                calls.answers());
        NodeFigures.Sight after = figures.now();

        System.out.println("""
            | | before | during | after | bound |
            |---|---|---|---|---|\
            """);
        latency("health", health, findings);
        latency("permits", permits, findings);
        row("heap after a full collection, MB", before.heap(), "", after.heap(), "+" + HEAP_MEGABYTES);
        row("sessions made", before.sessions(), "", after.sessions(), "+0");
        row("threads that wait for bodies, of 200", 0, "" + mostThreads.orElse(-1), 0, "" + WAITING_THREADS);
        row("rows, without those of the permits", before.rows(), "", after.rows(), "+" + ROWS);
        row("log, bytes", before.log(), "", after.log(), "+" + LOG_BYTES);

        check(after.heap() <= before.heap() + HEAP_MEGABYTES, "the heap grew", findings);
        check(after.sessions() == before.sessions(), "sessions were made", findings);
        check(mostThreads.orElse(Integer.MAX_VALUE) <= WAITING_THREADS, "too few threads were left", findings);
        check(after.rows() <= before.rows() + ROWS, "rows were written", findings);
        check(after.log() <= before.log() + LOG_BYTES, "the log grew", findings);
    }

    private static void latency(String what, LatencyProbe probe, List<String> findings) {
        System.out.printf(
                Locale.ROOT,
                "| %s, ms: median / 99th percentile / longest of %,d | | %d / %d / %d | | %d |%n",
                what,
                probe.count(),
                probe.millis(0.5),
                probe.millis(0.99),
                probe.millis(1),
                LONGEST_MILLIS);
        check(probe.failures().isEmpty(), what + " failed: " + probe.failures(), findings);
        check(probe.count() > 0 && probe.millis(1) <= LONGEST_MILLIS, what + " took longer than a second", findings);
    }

    private static void row(String what, long before, String during, long after, String bound) {
        System.out.printf(Locale.ROOT, "| %s | %,d | %s | %,d | %s |%n", what, before, during, after, bound);
    }

    private static void check(boolean kept, String finding, List<String> findings) {
        if (!kept) {
            findings.add(finding);
        }
    }
}
