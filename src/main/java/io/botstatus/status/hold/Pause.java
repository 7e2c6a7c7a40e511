package io.botstatus.status.hold;

import io.botstatus.base.InvalidValueException;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A requested hold. Its effect depends on its cause, see {@link Holds#place}.
 *
 * @param status snoozed or inactive
 * @param since when the thing happened
 * @param repeats what a repeat does while the hold is live
 */
public record Pause(
        Cause cause,
        BotStatus status,
        Instant since,
        Reactivation reactivation,
        Repeats repeats,
        @Nullable String reason,
        @Nullable String setBy) {

    /**
     * @throws InvalidValueException if the status is active, or snoozed without an end
     */
    public Pause {
        if (status == BotStatus.ACTIVE) {
            throw new InvalidValueException("status", status.word(), "snoozed or inactive for a pause");
        }
        if (status == BotStatus.SNOOZED && reactivation instanceof Reactivation.Never && repeats.atMost() == null) {
            throw new InvalidValueException(
                    "reactivateAfter",
                    null,
                    "a snoozed bot needs reactivateAfter or reactivateAt; to silence it until somebody reactivates it,"
                            + " use the status inactive");
        }
    }

    /** A hold that a person or a workflow requests. It has no repeats, so its deadline does not slide. */
    public static Pause requested(
            Cause cause,
            BotStatus status,
            Instant now,
            Reactivation reactivation,
            @Nullable String reason,
            @Nullable String setBy) {
        return new Pause(cause, status, now, reactivation, Repeats.NONE, reason, setBy);
    }

    /**
     * The pause, counted from the moment at which it is placed. A message counts from when it was sent, unless that is in the
     * future. A request counts from now, so that waiting for the contact's lock uses up none of the requested time.
     */
    public Pause countedAt(Instant now) {
        return since.isAfter(now) || !cause.isAutomatic()
                ? new Pause(cause, status, now, reactivation, repeats, reason, setBy)
                : this;
    }

    /** A copy for which every repeat asks the policy. */
    Pause decidedAnew() {
        return new Pause(cause, status, since, reactivation, repeats.decidedAnew(), reason, setBy);
    }

    /** The deadline, counted from this trigger and capped from {@code first}; null if none. */
    @Nullable
    public Instant until(Instant first) {
        return Deadline.earliest(reactivation.until(since), latestFrom(first));
    }

    @Nullable
    public Instant latestFrom(Instant first) {
        return repeats.atMost() == null ? null : first.plus(repeats.atMost());
    }

    /** How far the next repeat moves the deadline; null if it leaves it alone or only a new decision can tell. */
    @Nullable
    public Duration slide() {
        return repeats.extend() && reactivation instanceof Reactivation.After after ? after.duration() : null;
    }

    /**
     * The key under which a repeat may skip the decision. A pause that repeats extend to an instant has none, since that instant
     * was made for this trigger.
     */
    @Nullable
    public UUID repeatKey() {
        return repeats.extend() && !(reactivation instanceof Reactivation.After) ? null : repeats.policyKey();
    }

    /**
     * What a repeated trigger does to a live hold.
     *
     * @param extend whether it moves the deadline
     * @param atMost how far from the first trigger it can move the deadline; null: without bound
     * @param policyKey which policy, seen with which attributes, decided; null: each repeat asks the policy
     */
    public record Repeats(
            boolean extend,
            @Nullable Duration atMost,
            @Nullable UUID policyKey) {

        /** Of a hold that nothing repeats. */
        static final Repeats NONE = new Repeats(false, null, null);

        private Repeats decidedAnew() {
            return new Repeats(extend, atMost, null);
        }
    }
}
