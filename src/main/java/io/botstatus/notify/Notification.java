package io.botstatus.notify;

import io.botstatus.status.StatusChange;
import java.time.Instant;
import java.util.UUID;

/**
 * One status change, for one target.
 *
 * @param sequence counts the status changes of the contact that this target is told of, from 1 on and without a gap
 * @param id the same however often it is posted
 * @param at when it happened
 */
record Notification(String target, long sequence, UUID id, Instant at, StatusChange change) {

    @Override
    public String toString() {
        return "status change " + sequence + " of " + change.contact();
    }
}
