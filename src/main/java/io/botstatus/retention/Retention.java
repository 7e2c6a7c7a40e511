package io.botstatus.retention;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes rows older than {@code botstatus.retention} says, batch by batch.
 *
 * <ol>
 *   <li>Each batch is a transaction of its own over at most a thousand rows, found by an index. It skips locked rows, so no other
 *       transaction waits for it, and two nodes at the same time share the work.
 *   <li>Events and messages go by their age, unless their hold still lasts. A contact's own row goes last, once nothing else is
 *       left of it. Its epoch goes with it, and the next one comes from the common sequence.
 *   <li>If a batch fails or a node dies, nothing is half done, and the next run begins at the oldest row again.
 * </ol>
 *
 * <p>Thread-safe.
 */
public final class Retention {

    private static final int ROWS = 1000;
    /** Bulk changes in a batch, each with up to a hundred rows of its own. */
    private static final int CHANGES = 10;
    /** Long after the instance of a cohort would have closed it. */
    private static final Duration COHORT_AGE = Duration.ofDays(1);

    private final RetentionStore store;
    private final RetentionProperties properties;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Retention(RetentionStore store, RetentionProperties properties, TransactionTemplate transaction, Clock clock) {
        this.store = store;
        this.properties = properties;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Deletes everything that is old now, batch by batch. Returns the number of deleted rows. */
    public long prune() {
        long gone = 0;
        for (Walk walk : walks()) {
            for (Step step = walk.step(); step.more(); step = walk.step()) {
                gone += step.gone();
            }
        }
        return gone;
    }

    /** The tables to clean, in this order. */
    List<Walk> walks() {
        return List.of(new Events(), new Messages(), this::bulkChanges, this::cohorts, new Contacts());
    }

    private @Nullable Instant before(@Nullable Duration age) {
        return age == null ? null : clock.instant().minus(age);
    }

    private Step bulkChanges() {
        Instant before = before(properties.bulkChangeAge());
        return before == null ? Step.END : Step.ofAll(store.bulkChanges(before, CHANGES));
    }

    private Step cohorts() {
        return Step.ofAll(store.cohorts(clock.instant().minus(COHORT_AGE), ROWS));
    }

    /** A walk through a table, one batch a step. Not thread-safe. */
    interface Walk {
        Step step();
    }

    /**
     * A batch.
     *
     * @param gone how many rows went
     * @param more whether there may be another one; false if this one found nothing
     */
    record Step(int gone, boolean more) {
        private static final Step END = new Step(0, false);

        private static Step of(int gone) {
            return new Step(gone, true);
        }

        /** The step of a statement that finds only rows to delete. */
        private static Step ofAll(int gone) {
            return new Step(gone, gone > 0);
        }
    }

    private final class Events implements Walk {
        private long last;

        @Override
        public Step step() {
            Instant before = before(properties.eventAge());
            RetentionStore.EventsSeen seen = before == null ? null : store.events(last, before, ROWS);
            if (seen == null) {
                return Step.END;
            }
            last = seen.last();
            return Step.of(seen.gone());
        }
    }

    private final class Messages implements Walk {
        private RetentionStore.MessagesSeen last = RetentionStore.MessagesSeen.NONE;

        @Override
        public Step step() {
            Instant before = before(properties.messageAge());
            RetentionStore.MessagesSeen seen =
                    before == null ? null : store.messages(last, before, clock.instant(), ROWS);
            if (seen == null) {
                return Step.END;
            }
            last = seen;
            return Step.of(seen.gone());
        }
    }

    private final class Contacts implements Walk {
        private String last = "";

        @Override
        public Step step() {
            RetentionStore.ContactsSeen seen = store.idleContacts(last, clock.instant(), ROWS);
            if (seen == null) {
                return Step.END;
            }
            last = seen.last();
            return Step.of(seen.idle().isEmpty() ? 0 : delete(seen.idle()));
        }

        /** Checks the contacts again once they are locked, so that holds and events written in between stay. */
        private int delete(List<String> idle) {
            Integer gone = transaction.execute(status -> store.deleteIdle(store.lockIdle(idle, clock.instant())));
            return gone == null ? 0 : gone;
        }
    }
}
