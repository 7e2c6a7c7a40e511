package io.botstatus.faults;

import java.time.Duration;
import java.time.Instant;

/**
 * The rules by which the recordings are judged.
 *
 * @param limit replies in one window
 * @param skew how far the clock of a node is from the recorder's at most
 */
record Rules(int limit, Duration window, Duration skew) {

    /** The engine's clock counts in whole milliseconds. */
    private static final Duration TICK = Duration.ofMillis(1);

    /** The earliest that a node's clock may have shown at this moment. */
    Instant earliest(Instant moment) {
        return moment.minus(skew).minus(TICK);
    }

    /** The latest. */
    Instant latest(Instant moment) {
        return moment.equals(Instant.MAX) ? moment : moment.plus(skew).plus(TICK);
    }
}
