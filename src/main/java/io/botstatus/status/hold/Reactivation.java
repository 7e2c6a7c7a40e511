package io.botstatus.status.hold;

import io.botstatus.base.InvalidValueException;
import io.botstatus.base.IsoTime;
import io.botstatus.base.LowerCaseEnum;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** When the bot becomes active again: after a duration, at an instant, or never. */
public sealed interface Reactivation {

    /** The deadline of a hold that counts from {@code since}; null if it lasts until it is released. */
    @Nullable
    Instant until(Instant since);

    /** Counts from when the message was sent or the request was made. */
    record After(Duration duration) implements Reactivation {
        @Override
        public Instant until(Instant since) {
            return since.plus(duration);
        }
    }

    /** At an instant, whenever the trigger came. */
    record At(Instant instant) implements Reactivation {
        @Override
        public Instant until(Instant since) {
            return instant;
        }
    }

    /** Until the hold is released. */
    record Never() implements Reactivation {
        @Override
        public @Nullable Instant until(Instant since) {
            return null;
        }
    }

    /**
     * Reads the pair of values that every trigger, call and policy has.
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
            return new After(IsoTime.duration("reactivateAfter", after));
        }
        return at == null ? new Never() : new At(IsoTime.instant("reactivateAt", at));
    }

    /**
     * Reads the values of a form or an element template: the same pair, or a number with a unit.
     *
     * @param after an ISO 8601 duration; with a unit, a whole number; or null
     * @param unit minutes, hours, days or weeks, or null
     * @param at an ISO 8601 instant, or null
     * @throws InvalidValueException if both are given or one cannot be read
     */
    static Reactivation of(@Nullable Object after, @Nullable Object unit, @Nullable Object at) {
        if (after == null) {
            return of(null, at);
        }
        if (unit == null && Unit.isNumber(after)) {
            throw new InvalidValueException(
                    "reactivateAfter",
                    after,
                    "a number only beside a reactivateAfterUnit (minutes, hours, days, weeks); else an ISO 8601 duration"
                            + " such as PT30M, PT24H or P7D");
        }
        return of(unit == null ? after : Unit.duration(after, unit), at);
    }

    /** The units in which people count the time until the bot becomes active. */
    enum Unit implements LowerCaseEnum {
        MINUTES(Duration.ofMinutes(1)),
        HOURS(Duration.ofHours(1)),
        DAYS(Duration.ofDays(1)),
        WEEKS(Duration.ofDays(7));

        private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,8}");

        private final Duration one;

        Unit(Duration one) {
            this.one = one;
        }

        private static Duration duration(Object number, Object unit) {
            Unit of = LowerCaseEnum.of(Unit.class, "reactivateAfterUnit", unit);
            if (!NUMBER.matcher(number.toString()).matches()) {
                throw new InvalidValueException(
                        "reactivateAfter",
                        number,
                        "a whole number of " + of.word()
                                + ", at least 1; for an ISO 8601 duration leave reactivateAfterUnit out");
            }
            Duration duration = of.one.multipliedBy(Long.parseLong(number.toString()));
            if (duration.compareTo(IsoTime.LONGEST) > 0) {
                throw new InvalidValueException(
                        "reactivateAfter", number + " " + of.word(), "at most " + IsoTime.LONGEST.toDays() + " days");
            }
            return duration;
        }

        private static boolean isNumber(Object value) {
            return NUMBER.matcher(value.toString()).matches();
        }
    }
}
