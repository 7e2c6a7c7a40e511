package io.botstatus.faults;

import io.botstatus.faults.Ask.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The work of many hands without rest on many contacts: changes of different contacts come at the same time, and brief pauses end in
 * the same moment, at whole seconds.
 */
final class Crowd {

    static final int HANDS = 24;
    private static final int CONTACTS = 60;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final String family;

    Crowd(String prefix) {
        family = prefix + "crowd-";
    }

    List<String> contacts() {
        return IntStream.range(0, CONTACTS).mapToObj(n -> family + n).toList();
    }

    Ask next(Random random, String id, Map<String, Long> epochs) {
        String contact = family + random.nextInt(CONTACTS);
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> Ask.permit(contact, id, null);
            case 4 -> Ask.status(contact, id, "snoozed", SECOND);
            case 5, 6, 7 -> Ask.status(contact, id, "snoozed", SECOND).at(epochs.get(contact));
            case 8 -> Ask.status(contact, id, "active", null);
            case 9, 10 -> Ask.status(contact, id, "active", null).at(epochs.get(contact));
            default ->
                Ask.message(Kind.MESSAGE, contact, id, Load.BRIEF, Instant.now().truncatedTo(ChronoUnit.SECONDS));
        };
    }

    /** The events tell the transactions: what was never done together is a finding, since then the round has shown nothing. */
    List<String> neverTogether(JdbcClient sql) {
        List<String> never = new ArrayList<>();
        for (String type : List.of("placed", "expired")) {
            List<Integer> shared = sql.sql("""
                            select count(distinct contact_id) from bot_event
                             where type = :type and starts_with(contact_id, :family)
                             group by xid having count(distinct contact_id) > 1 order by 1 desc""")
                    .param("type", type)
                    .param("family", family)
                    .query(Integer.class)
                    .list();
            System.out.printf(
                    "%s%s: %d transactions of several, up to %s%n",
                    family, type, shared.size(), shared.stream().findFirst());
            if (shared.isEmpty()) {
                never.add("No two contacts of " + family + " were " + type + " together");
            }
        }
        return never;
    }
}
