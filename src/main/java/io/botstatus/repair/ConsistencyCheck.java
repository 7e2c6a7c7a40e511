package io.botstatus.repair;

import io.botstatus.cohort.Cohorts;
import io.botstatus.database.BotDatabase;
import io.botstatus.engine.JobAcquisition;
import io.botstatus.engine.Transactions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Checks whether rows, history and process instances agree: a contact's row with its holds, each hold with its process instance and
 * timer, the history with both. It reads one snapshot, so it sees a concurrent change either as a whole or not at all. Thread-safe;
 * changes nothing.
 */
public final class ConsistencyCheck {

    /** The longest timeout that a statement of the check may get. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final BotDatabase database;
    private final InconsistencyStore store;
    private final JobAcquisition acquisition;
    private final Transactions transactions;
    private final Cohorts cohorts;
    private final Duration lag;
    private final Clock clock;

    ConsistencyCheck(
            BotDatabase database,
            JobAcquisition acquisition,
            Transactions transactions,
            Cohorts cohorts,
            Duration lag,
            Clock clock) {
        this.database = database;
        this.acquisition = acquisition;
        this.store = new InconsistencyStore(database.sql());
        this.transactions = transactions;
        this.cohorts = cohorts;
        this.lag = lag;
        this.clock = clock;
    }

    /**
     * Checks everything, for a caller who waits.
     *
     * @param sample how many of each kind it returns at most; it counts all
     */
    public Consistency look(int sample) {
        return look(sample, LONGEST);
    }

    /**
     * Checks everything.
     *
     * @param sample how many of each kind it returns at most; it counts all
     * @param patience the timeout of a statement, if that is longer than usual; ten minutes at most
     */
    public Consistency look(int sample, Duration patience) {
        Duration limit = patience.compareTo(LONGEST) < 0 ? patience : LONGEST;
        long began = System.nanoTime();
        Instant now = clock.instant();
        List<InconsistencyStore.Row> found = new ArrayList<>();
        transactions.alone(() -> database.patiently(limit, () -> {
            store.freeze();
            found.addAll(store.suspended(now, sample));
            found.addAll(store.rows(now, sample));
            found.addAll(store.counts(now, sample));
            found.addAll(store.instances(now, lag, cohorts.window(), sample));
            found.addAll(store.history(now, sample));
            found.addAll(store.bulk(now, sample));
            found.addAll(store.jobs(acquisition.wantsDueDate(), now, sample));
        }));
        Map<Inconsistency.Kind, Long> counts = new EnumMap<>(Inconsistency.Kind.class);
        Map<Inconsistency.Kind, List<Inconsistency>> samples = new EnumMap<>(Inconsistency.Kind.class);
        for (InconsistencyStore.Row row : found) {
            Inconsistency.Kind kind = row.inconsistency().kind();
            counts.put(kind, row.total());
            samples.computeIfAbsent(kind, k -> new ArrayList<>()).add(row.inconsistency());
        }
        return new Consistency(now, Duration.ofNanos(System.nanoTime() - began), counts, samples);
    }
}
