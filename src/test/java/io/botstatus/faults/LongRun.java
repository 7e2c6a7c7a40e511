package io.botstatus.faults;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Many faults: {@code mvn -Pfaults process-test-classes exec:java}, with {@code -Dfaults=200 -Dtogether=3 -Dnodes=2 -Dseed=...},
 * {@code -Donly=DISK_FULL} for one kind, and {@code -Dnode="--botstatus.cohort-window=PT2S ..."} for the nodes. Prints the table of
 * docs/operations.md. The nodes' logs and the recorded requests are in target/faults/long, or below another {@code -Drun}.
 */
public final class LongRun {

    private LongRun() {}

    public static void main(String[] args) throws Exception {
        List<String> options = Arrays.stream(System.getProperty("node", "").split(" ", -1))
                .filter(option -> !option.isBlank())
                .toList();
        List<String> findings = new ArrayList<>();
        String name = System.getProperty("run", "long");
        try (Cluster cluster = Cluster.start(name, Integer.getInteger("nodes", 2), options)) {
            FaultRun run = new FaultRun(cluster, Long.getLong("seed", new Random().nextLong()));
            List<Fault> faults = System.getProperty("only") == null
                    ? run.choose(Integer.getInteger("faults", 200))
                    : Collections.nCopies(Integer.getInteger("faults", 200), Fault.valueOf(System.getProperty("only")));
            int together = Integer.getInteger("together", 3);
            for (int next = 0; next < faults.size(); next += together) {
                List<Fault> these = faults.subList(next, Math.min(next + together, faults.size()));
                findings.addAll(Boolean.getBoolean("crowd") ? run.roundWithCrowd(these) : run.round(these));
                // Written after each round, so that an interrupted run has figures too.
                Files.writeString(
                        Path.of("target/faults", name, "table.md"), run.tally().table());
                Files.write(
                        Path.of("target/faults", name, "failures.txt"),
                        run.tally().failures().toList());
            }
            System.out.println(run.tally().table());
            run.tally().failures().forEach(System.out::println);
        }
        if (!findings.isEmpty()) {
            throw new AssertionError(findings.size() + " findings, the first of them: " + findings.get(0));
        }
    }
}
