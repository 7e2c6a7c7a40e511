package io.botstatus.metrics;

import java.time.Duration;
import java.util.Map;

/**
 * Counts of the database's rows at one moment.
 *
 * @param holds how many are live, by cause and status
 * @param overdue how long the longest waiting contact is past its deadline
 * @param failed how many jobs have no retries left, by process
 */
record DatabaseCounts(
        Map<HoldKey, Long> holds, Duration overdue, Map<String, Due> due, Map<String, Long> failed, long bulkChanges) {

    /** The labels of a count of holds. */
    record HoldKey(String cause, String status) {}

    /**
     * Jobs of one process that are due.
     *
     * @param waiting how long the first of them has been due
     */
    record Due(long jobs, Duration waiting) {

        static final Due NONE = new Due(0, Duration.ZERO);

        Due plus(Due other) {
            return new Due(jobs + other.jobs, waiting.compareTo(other.waiting) > 0 ? waiting : other.waiting);
        }
    }
}
