package io.botstatus.status.hold;

import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.StatusChange;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a trigger or a request for one contact.
 *
 * @param statuses the status changes in it, oldest first: a deadline that had passed unnoticed, then the change itself
 * @param until the deadline of the hold that was placed or extended; null if none
 * @param released causes whose holds were released or replaced
 * @param kept causes that a workflow may not release
 * @param finished process instances that have lost their last hold by this change
 */
public record Change(
        Effect effect,
        BotStatus status,
        List<StatusChange> statuses,
        @Nullable Instant until,
        List<Cause> released,
        List<Cause> kept,
        Set<String> finished) {}
