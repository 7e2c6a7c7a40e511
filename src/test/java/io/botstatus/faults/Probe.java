package io.botstatus.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whether the service is there: on a node, a person sets a status, and a bot gets its permit. */
final class Probe {

    /** The server has to recover within this time once the fault is over. */
    static final Duration PROMISED = Duration.ofSeconds(15);

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Probe() {}

    /** How long it takes until all nodes serve, each of them tried at the same time. */
    static Duration awaitBack(Cluster cluster, Load load) {
        long start = System.nanoTime();
        List<Thread> probes = new ArrayList<>();
        List<AssertionError> failures = new ArrayList<>();
        for (Node node : cluster.nodes()) {
            Thread probe = new Thread(
                    () -> {
                        try {
                            Wait.until(PATIENCE, node.name() + " serves", () -> serves(cluster.recorder(), node, load));
                        } catch (AssertionError e) {
                            synchronized (failures) {
                                failures.add(e);
                            }
                        }
                    },
                    "probe");
            probe.start();
            probes.add(probe);
        }
        for (Thread probe : probes) {
            try {
                probe.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted", e);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static boolean serves(Recorder recorder, Node node, Load load) {
        String contact = load.nextId();
        return recorder.ask(node, Ask.status(contact, load.nextId(), "active", null))
                        .isAcknowledged()
                && recorder.ask(node, Ask.permit(contact, load.nextId(), null)).isGranted();
    }
}
