package io.botstatus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.LongRunning;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A few faults of every sort that is quick; {@link LongRun} has hundreds of all. */
@LongRunning
class FaultsIT {

    private static final List<List<Fault>> ROUNDS = List.of(
            List.of(Fault.NODE_SLEEPS_PAST_ITS_LOCK, Fault.POSTGRES_FAST),
            List.of(Fault.CLOCKS_APART),
            List.of(Fault.POSTGRES_KILLED, Fault.NO_CONNECTIONS, Fault.CONNECTIONS_FORGOTTEN),
            List.of(Fault.NODE_KILLED));

    @Test
    void keepsItsPromisesWhateverGoesWrongAroundIt() throws Exception {
        keepsItsPromises("short", ROUNDS);
    }

    @Test
    void keepsItsPromisesWhenANodeIsKilledAndTheDatabaseRestarts() throws Exception {
        keepsItsPromises("smoke", List.of(List.of(Fault.NODE_KILLED, Fault.POSTGRES_FAST)));
    }

    @Test
    void keepsItsPromisesWhenChangesThatShareATransactionMeetFaults() throws Exception {
        List<String> findings = new ArrayList<>();
        try (Cluster cluster = Cluster.start("crowd", 2, List.of())) {
            FaultRun run = new FaultRun(cluster, Long.getLong("seed", new Random().nextLong()));
            findings.addAll(
                    run.roundWithCrowd(List.of(Fault.NODE_KILLED, Fault.CONNECTIONS_FORGOTTEN, Fault.BACKEND_KILLED)));
            run.tally().failures().forEach(System.out::println);
        }
        assertThat(findings).isEmpty();
    }

    private static void keepsItsPromises(String name, List<List<Fault>> rounds) throws Exception {
        List<String> findings = new ArrayList<>();
        try (Cluster cluster = Cluster.start(name, 2, List.of())) {
            FaultRun run = new FaultRun(cluster, Long.getLong("seed", new Random().nextLong()));
            for (List<Fault> faults : rounds) {
                findings.addAll(run.round(faults));
            }
            run.tally().failures().forEach(System.out::println);
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void seesAPermitThatDoesNotLookAtTheContactsRow() throws Exception {
        try (Cluster cluster = Cluster.start("planted", 1, List.of(NodeMain.withBug(PlantedBug.class)))) {
            assertThat(new FaultRun(cluster, 1).round(List.of()))
                    .anyMatch(finding -> finding.matches("Reply granted while paused, to r1-mixed-\\d: PERMIT .*"
                            + ", after the pause was acknowledged: .*"));
        }
    }

    @Test
    void seesAGroupThatIsLostAfterItsCallersHeardThatItIsDone() throws Exception {
        try (Cluster cluster = Cluster.start("lost", 1, List.of(NodeMain.withBug(PlantedLoss.class)))) {
            assertThat(new FaultRun(cluster, 1).roundWithCrowd(List.of()))
                    .anyMatch(
                            finding -> finding.matches("(?s)A change of r1-crowd-.* that was acknowledged is lost: .*"))
                    .anyMatch(finding ->
                            finding.matches("(?s)A message to r1-crowd-.* that was acknowledged is lost: .*"));
        }
    }

    @Test
    void seesAnErrorThatIsToldToAnother() throws Exception {
        try (Cluster cluster = Cluster.start("swapped", 1, List.of(NodeMain.withBug(PlantedSwap.class)))) {
            assertThat(new FaultRun(cluster, 1).roundWithCrowd(List.of()))
                    .anyMatch(finding -> finding.matches("(?s)A change of r1-crowd-.* was told another's error: .*"))
                    .anyMatch(
                            finding -> finding.matches("(?s)A change of r1-crowd-.* that was refused has an event: .*"))
                    .anyMatch(finding ->
                            finding.matches("(?s)A change of r1-crowd-.* that was acknowledged is lost: .*"));
        }
    }
}
