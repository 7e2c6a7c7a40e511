package io.botstatus.faults;

import io.botstatus.faults.Ask.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Steady work from outside on the contacts of one round, by several hands at once: bots that ask, people and workflows that write
 * and set the status, and changes of many. Who does not know an outcome asks again under the same id; some things are reported
 * twice for no reason, and some late.
 */
final class Load implements AutoCloseable {

    /** How long a pause on the channel of that name lasts, by the policy that the run deploys. */
    static final Duration BRIEF = Duration.ofSeconds(2);

    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int HANDS = 6;
    private static final int ATTEMPTS = 5;

    private final Recorder recorder;
    private final List<Node> nodes;
    private final List<Thread> hands = new ArrayList<>();
    private final List<String> limited;
    private final List<String> mixed;
    private final List<String> many;
    private final Map<String, Long> epochs = new ConcurrentHashMap<>();
    private final Deque<Ask> changesOfMany = new ArrayDeque<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final String prefix;
    private final Crowd crowd;
    private volatile boolean over;

    /** @param crowded whether a {@link Crowd} comes as well */
    Load(Recorder recorder, List<Node> nodes, String prefix, long seed, boolean crowded) {
        this.recorder = recorder;
        this.nodes = nodes;
        this.prefix = prefix;
        limited = contacts("limited", 3);
        mixed = contacts("mixed", 6);
        many = contacts("many", 8);
        crowd = new Crowd(prefix);
        for (int hand = 0; hand < HANDS; hand++) {
            Random random = new Random(seed + hand);
            start(() -> work(random));
        }
        for (int hand = HANDS; crowded && hand < HANDS + Crowd.HANDS; hand++) {
            Random random = new Random(seed + hand);
            start(() -> workInCrowd(random));
        }
    }

    private void start(Runnable work) {
        Thread thread = new Thread(work, "load-" + hands.size());
        hands.add(thread);
        thread.start();
    }

    static String channel(Duration lasts) {
        return lasts.equals(BRIEF) ? "brief" : "sms";
    }

    List<String> contacts() {
        List<String> all = new ArrayList<>(limited);
        all.addAll(mixed);
        all.addAll(many);
        all.addAll(crowd.contacts());
        return all;
    }

    Crowd crowd() {
        return crowd;
    }

    String nextId() {
        return prefix + "id-" + ids.incrementAndGet();
    }

    private List<String> contacts(String family, int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> prefix + family + "-" + n)
                .toList();
    }

    private void work(Random random) {
        while (!over) {
            Ask ask = next(random);
            if (ask != null) {
                carryOut(ask, random);
            }
            Wait.millis(10 + random.nextInt(50));
        }
    }

    /** Without rest, unless there was no answer. */
    private void workInCrowd(Random random) {
        while (!over) {
            if (carryOut(crowd.next(random, nextId(), epochs), random) == Recorded.Outcome.UNKNOWN) {
                Wait.millis(100);
            }
        }
    }

    /** Again where the outcome is unknown and the id makes it safe, mostly on another node; sometimes again for no reason. */
    private Recorded.Outcome carryOut(Ask ask, Random random) {
        Recorded.Outcome outcome = Recorded.Outcome.UNKNOWN;
        for (int attempt = 1; attempt <= ATTEMPTS && !(over && attempt > 1); attempt++) {
            Recorded seen = recorder.ask(nodes.get(random.nextInt(nodes.size())), ask);
            if (seen.answer() != null && seen.answer().epoch() != null) {
                epochs.put(ask.contact(), seen.answer().epoch());
            }
            if (seen.answer() != null && seen.answer().change() != null) {
                synchronized (changesOfMany) {
                    changesOfMany.add(Ask.undo(ask.contacts(), seen.answer().change()));
                }
            }
            outcome = seen.outcome();
            boolean unknown = outcome == Recorded.Outcome.UNKNOWN;
            if (!ask.isRepeatable() || (!unknown && random.nextInt(8) > 0)) {
                return outcome;
            }
        }
        return outcome;
    }

    private Ask next(Random random) {
        int dice = random.nextInt(100);
        if (dice < 25) {
            String contact = one(limited, random);
            return random.nextInt(25) == 0
                    ? Ask.status(contact, nextId(), "active", null)
                    : Ask.permit(contact, nextId(), null);
        }
        if (dice < 90) {
            return mixed(one(mixed, random), random);
        }
        if (dice < 97) {
            return Ask.permit(one(many, random), nextId(), null);
        }
        synchronized (changesOfMany) {
            if (random.nextBoolean()) {
                return changesOfMany.poll(); // null: there is nothing to take back
            }
        }
        return Ask.bulk(
                many,
                nextId(),
                random.nextBoolean() ? "snoozed" : "inactive",
                Duration.ofSeconds(1 + random.nextInt(2)));
    }

    private Ask mixed(String contact, Random random) {
        Instant sentAt = Instant.now().minusMillis(random.nextInt(4) == 0 ? random.nextInt(1500) : 0);
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> Ask.permit(contact, nextId(), null);
            case 4, 5, 6, 7 -> Ask.permit(contact, nextId(), epochs.get(contact));
            case 8, 9 -> Ask.status(contact, nextId(), "snoozed", Duration.ofSeconds(1 + random.nextInt(2)));
            case 10 -> Ask.status(contact, nextId(), "inactive", Duration.ofSeconds(1));
            case 11 -> Ask.status(contact, nextId(), "inactive", null);
            case 12, 13 -> Ask.status(contact, nextId(), "active", null);
            case 14, 15 -> Ask.message(Kind.MESSAGE, contact, nextId(), BRIEF, sentAt);
            case 16 -> Ask.message(Kind.MESSAGE, contact, nextId(), DAY, sentAt);
            case 17 ->
                Ask.message(Kind.WORKFLOW_MESSAGE, contact, nextId(), random.nextBoolean() ? BRIEF : HOUR, sentAt);
            case 18 -> Ask.workflowStatus(contact, nextId(), "snoozed", BRIEF);
            default -> Ask.workflowStatus(contact, nextId(), "active", null);
        };
    }

    private static String one(List<String> contacts, Random random) {
        return contacts.get(random.nextInt(contacts.size()));
    }

    /** All threads have finished their work. */
    @Override
    public void close() {
        over = true;
        for (Thread hand : hands) {
            try {
                hand.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted", e);
            }
        }
    }
}
