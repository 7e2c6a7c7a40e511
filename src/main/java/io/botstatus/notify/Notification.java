package io.botstatus.notify;

import io.botstatus.status.StatusChange;
import java.time.Instant;
import java.util.UUID;

/**
 * One status change, for one target.
 *
 * @param sequence counts the contact's status changes for this target, from 1 without a gap
 * @param id the same at every retry
 * @param at when it happened
 */
record Notification(String target, long sequence, UUID id, Instant at, StatusChange change) {

    @Override
    public String toString() {
        return "status change " + sequence + " of " + change.contact();
    }
}
