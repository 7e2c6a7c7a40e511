package io.botstatus.bench;

import io.botstatus.repair.Consistency;
import io.botstatus.repair.ConsistencyCheck;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** Measures a consistency check among so many paused contacts, each with a process instance of its own. */
public final class ConsistencyCheckCost {

    private static final List<Integer> CONTACTS = List.of(10_000, 100_000, 1_000_000);
    private static final int ROUNDS = Integer.getInteger("rounds", 5);

    private ConsistencyCheckCost() {}

    public static void main(String[] arguments) {
        LoggingSystem.get(ConsistencyCheckCost.class.getClassLoader())
                .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.ERROR);
        try {
            System.out.printf("%n| paused | a look, ms | found |%n|---|---|---|%n");
            for (int contacts : CONTACTS) {
                ConsistencyCheck check = new Ours(contacts).consistency();
                List<Long> took = new ArrayList<>();
                Consistency seen = check.look(1);
                for (int round = 0; round < ROUNDS; round++) {
                    seen = check.look(1);
                    took.add(seen.took().toMillis());
                }
                took.sort(null);
                System.out.printf(
                        "| %,d | %,d (%,d to %,d) | %s |%n",
                        contacts,
                        took.get(took.size() / 2),
                        took.get(0),
                        took.get(took.size() - 1),
                        seen.isConsistent() ? "nothing" : seen.inOrder());
            }
            System.exit(0);
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
    }
}
