package io.botstatus.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.botstatus.Contradictions;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rounds of faults under load, each judged when it is quiet again.
 *
 * <ol>
 *   <li>The load begins, on contacts of this round alone.
 *   <li>The faults of the round strike, one after the other, at random moments. After each, the nodes are probed until all serve.
 *   <li>The load ends, and all pauses with a deadline have ended. Then the checker judges the round.
 * </ol>
 */
final class FaultRun {

    /** All work of the load has come to its end by then; later is a finding. */
    private static final Duration QUIET = Duration.ofSeconds(30);

    private final Cluster cluster;
    private final Random random;
    private final long seed;
    private final Tally tally = new Tally();
    private int rounds;

    FaultRun(Cluster cluster, long seed) {
        this.cluster = cluster;
        this.seed = seed;
        random = new Random(seed);
        System.out.println("Faults with -Dseed=" + seed);
    }

    /** Kinds in a random order, each as often as any other. */
    List<Fault> choose(int count) {
        List<Fault> possible = Arrays.stream(Fault.values())
                .filter(fault -> fault.isPossible(cluster))
                .toList();
        List<Fault> chosen = new ArrayList<>();
        while (chosen.size() < count) {
            List<Fault> shuffled = new ArrayList<>(possible);
            Collections.shuffle(shuffled, random);
            chosen.addAll(shuffled);
        }
        return chosen.subList(0, count);
    }

    /** One round; no faults at all is a round as well. */
    List<String> round(List<Fault> faults) throws Exception {
        return round(faults, false);
    }

    /** The same, under the load of a crowd as well, whose changes are to share transactions. */
    List<String> roundWithCrowd(List<Fault> faults) throws Exception {
        return round(faults, true);
    }

    private List<String> round(List<Fault> faults, boolean crowded) throws Exception {
        String prefix = "r" + ++rounds + "-";
        List<String> findings = new ArrayList<>();
        boolean skewed = faults.contains(Fault.CLOCKS_APART);
        Load load = new Load(cluster.recorder(), cluster.nodes(), prefix, seed + 100L * rounds, crowded);
        try (load) {
            awaitLoad((faults.isEmpty() ? 300 : 20 + random.nextInt(40)) * (crowded ? 5 : 1));
            for (Fault fault : faults) {
                strike(fault, load, findings);
                Wait.millis(random.nextInt(700));
            }
        }
        await("all that was to end by itself has ended", this::isQuiet, findings);
        for (Node node : cluster.nodes()) {
            await(
                    node.name() + " has given back all connections but its mark's",
                    () -> keepsOnlyItsMark(node),
                    findings);
        }
        List<Recorded> recorded = cluster.recorder().take();
        Facts facts = Facts.read(cluster.postgres(), cluster.database(), prefix);
        Rules rules = new Rules(Cluster.LIMIT, Cluster.WINDOW, skewed ? Fault.MOST_SKEW : Duration.ZERO);
        findings.addAll(Checker.judge(recorded, facts, rules));
        findings.addAll(historyDiffers(facts, load));
        if (crowded) {
            findings.addAll(load.crowd().neverTogether(cluster.postgres().sql(cluster.database())));
        }
        findings.addAll(tally.take(faults, recorded));
        tally.findings(faults, findings);
        System.out.printf("%s %s: %d requests, %s%n", prefix, faults, recorded.size(), tally.lastRound());
        findings.forEach(finding -> System.out.println("  FOUND " + finding));
        return findings;
    }

    Tally tally() {
        return tally;
    }

    private void awaitLoad(int requests) {
        Wait.until(Node.START, requests + " requests", () -> cluster.recorder().count() >= requests);
    }

    private void strike(Fault fault, Load load, List<String> findings) throws Exception {
        fault.strike(cluster, load, random);
        try {
            Duration back = Probe.awaitBack(cluster, load);
            tally.back(fault, back);
            if (back.compareTo(Probe.PROMISED) > 0) {
                findings.add("After " + fault + " it took " + back.toMillis() + " ms until all nodes served");
            }
        } catch (AssertionError never) {
            findings.add("After " + fault + ": " + never.getMessage());
        }
    }

    private static void await(String what, Callable<Boolean> condition, List<String> findings) {
        try {
            Wait.until(QUIET, what, condition);
        } catch (AssertionError late) {
            findings.add(late.getMessage());
        }
    }

    /**
     * Whether a node keeps only one connection, that of its mark for the other nodes. A call that waits for ever keeps a thread and
     * a connection, and these losses add up.
     */
    private boolean keepsOnlyItsMark(Node node) throws IOException, InterruptedException {
        return cluster.recorder()
                .text(node, "/actuator/prometheus")
                .lines()
                .anyMatch(line -> line.startsWith("hikaricp_connections_active{") && line.endsWith(" 1.0"));
    }

    private boolean isQuiet() {
        JdbcClient sql = cluster.postgres().sql(cluster.database());
        // A pause that ends soon is waited for; those of a day or until released stay.
        boolean awaited = sql.sql("""
                        select exists (select from bot_hold where until < now() + interval '10 minutes')
                            or exists (select from bot_bulk_change where state in ('running', 'undoing'))
                            or exists (select from act_ru_job where duedate_ < localtimestamp and retries_ > 0)""").query(Boolean.class).single();
        return !awaited && Contradictions.in(sql).isEmpty();
    }

    /** The history in the API's answers must be that of the database, on any node. */
    private List<String> historyDiffers(Facts facts, Load load) throws IOException, InterruptedException, SQLException {
        List<String> differs = new ArrayList<>();
        for (String contact : load.contacts()) {
            Node node = cluster.nodes().get(random.nextInt(cluster.nodes().size()));
            List<Long> there = ids(facts, contact);
            List<Long> told = told(node, contact);
            if (!told.equals(there)) {
                // A request without an awaited answer may have been committed late.
                there = ids(Facts.read(cluster.postgres(), cluster.database(), contact), contact);
                told = told(node, contact);
            }
            if (!told.equals(there)) {
                differs.add("The history of " + contact + " on " + node.name() + " is " + told + ", not " + there);
            }
        }
        return differs;
    }

    private static List<Long> ids(Facts facts, String contact) {
        return facts.events(contact).stream().map(Facts.Event::id).toList();
    }

    private List<Long> told(Node node, String contact) throws IOException, InterruptedException {
        List<Long> told = new ArrayList<>();
        for (JsonNode event :
                cluster.recorder().get(node, "/api/contacts/" + contact + "/bot-status/history?limit=500")) {
            told.add(event.path("id").asLong());
        }
        Collections.reverse(told);
        return told;
    }
}
