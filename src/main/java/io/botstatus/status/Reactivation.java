package io.botstatus.status;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When the bot comes back by itself: after a duration, at an instant, or not at all. */
public sealed interface Reactivation {

    /** The deadline of a hold that counts from {@code since}; null if it ends only when somebody releases it. */
    @Nullable
    Instant until(Instant since);

    /** Counts from when the thing happened. */
    record After(Duration duration) implements Reactivation {
        @Override
        public Instant until(Instant since) {
            return since.plus(duration);
        }
    }

    /** At a point in time, whenever the thing happened. */
    record At(Instant instant) implements Reactivation {
        @Override
        public Instant until(Instant since) {
            return instant;
        }
    }

    /** Until somebody releases the hold. */
    record Never() implements Reactivation {
        @Override
        public @Nullable Instant until(Instant since) {
            return null;
        }
    }

    /**
     * Reads the pair that every trigger, call and policy has.
     *
     * @param after an ISO 8601 duration, or null
     * @param at an ISO 8601 instant, or null
     * @throws InvalidValueException if both are given or one cannot be read
     */
    static Reactivation of(@Nullable Object after, @Nullable Object at) {
        if (after != null && at != null) {
            throw new InvalidValueException("reactivateAt", at, "either reactivateAfter or reactivateAt, not both");
        }
        if (after != null) {
            return new After(Iso.duration("reactivateAfter", after));
        }
        return at == null ? new Never() : new At(Iso.instant("reactivateAt", at));
    }
}
