package io.botstatus.retention;

import io.botstatus.base.InvalidValueException;
import io.botstatus.base.IsoTime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationStyle;

/**
 * How long rows are kept. Each value is a duration or {@code never}. Any other value fails the start and names the property.
 *
 * @param events the history of each contact
 * @param messages ids of messages and replies: for so long the second delivery of one has no effect
 * @param bulkChanges finished changes of many contacts that hold no contact any more
 * @param every the interval between two cleanups
 */
@ConfigurationProperties("botstatus.retention")
record RetentionProperties(
        @DefaultValue("365d") String events,
        @DefaultValue("30d") String messages,
        @DefaultValue("90d") String bulkChanges,
        @DefaultValue("6h") String every) {

    private static final String NEVER = "never";
    /** Longer than any reply with an epoch is under way. */
    private static final Duration SHORTEST = Duration.ofHours(1);

    private static final Duration OFTENEST = Duration.ofSeconds(1);

    /** Checks the values; throws {@link InvalidValueException} for the first that cannot be used. */
    RetentionProperties {
        age("events", events);
        age("messages", messages);
        age("bulk-changes", bulkChanges);
        duration("every", every, OFTENEST, "");
    }

    /** The age at which an event goes; null: never. */
    @Nullable
    Duration eventAge() {
        return age("events", events);
    }

    @Nullable
    Duration messageAge() {
        return age("messages", messages);
    }

    @Nullable
    Duration bulkChangeAge() {
        return age("bulk-changes", bulkChanges);
    }

    Duration interval() {
        return duration("every", every, OFTENEST, "");
    }

    private static @Nullable Duration age(String property, String value) {
        return value.equals(NEVER) ? null : duration(property, value, SHORTEST, ", or never");
    }

    private static Duration duration(String property, String value, Duration shortest, String orElse) {
        try {
            Duration duration = DurationStyle.detectAndParse(value);
            if (duration.compareTo(shortest) >= 0 && duration.compareTo(IsoTime.LONGEST) <= 0) {
                return duration;
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            // The exception below covers it.
        }
        throw new InvalidValueException(
                "botstatus.retention." + property,
                value,
                "a duration from " + shortest + " to " + IsoTime.LONGEST + ", such as 90d or P90D" + orElse);
    }
}
