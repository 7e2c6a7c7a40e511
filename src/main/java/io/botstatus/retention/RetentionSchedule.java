package io.botstatus.retention;

import io.botstatus.base.PacedWork;
import io.botstatus.retention.Retention.Step;
import io.botstatus.retention.Retention.Walk;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's thread that deletes old rows. After each batch it rests as long as the batch took, so it uses at most half of one
 * connection's time.
 */
final class RetentionSchedule extends PacedWork {

    private static final Logger LOG = LoggerFactory.getLogger(RetentionSchedule.class);

    /** The first cleanup comes after this fraction of the interval: soon after the start, but not during it. */
    private static final int SOONER = 60;

    private static final Duration SHORTEST_REST = Duration.ofMillis(10);

    private final Retention retention;
    private final Duration every;
    private final Deque<Walk> walks = new ArrayDeque<>();
    private long gone;

    RetentionSchedule(Retention retention, Duration every) {
        super("bot-status-retention-", every.dividedBy(SOONER));
        this.retention = retention;
        this.every = every;
    }

    @Override
    protected Duration step() {
        long begin = System.nanoTime();
        try {
            if (walks.isEmpty()) {
                walks.addAll(retention.walks());
                gone = 0;
            }
            Step step = walks.element().step();
            gone += step.gone();
            if (!step.more()) {
                walks.remove();
            }
        } catch (RuntimeException e) {
            LOG.warn("Cannot delete old rows, and retries in {}: {}", every, e.toString());
            walks.clear();
        }
        if (walks.isEmpty()) {
            if (gone > 0) {
                LOG.info("Deleted {} rows that were older than botstatus.retention says.", gone);
            }
            return every;
        }
        return rest(Duration.ofNanos(System.nanoTime() - begin), 1, SHORTEST_REST);
    }
}
