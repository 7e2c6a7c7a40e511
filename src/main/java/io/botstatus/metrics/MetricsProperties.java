package io.botstatus.metrics;

import io.botstatus.base.InvalidValueException;
import io.botstatus.status.Cause;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of metrics.
 *
 * @param enabled whether there are any
 * @param causes a builder's own causes that are counted by name; all others are one, since models can invent any number of them
 * @param lookEvery how often at most the gauges read the database
 */
@ConfigurationProperties("botstatus.metrics")
record MetricsProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue Set<String> causes,
        @DefaultValue("15s") Duration lookEvery) {

    /** A dashboard can show this many, and a time series for each status does no harm. */
    private static final int MOST_CAUSES = 50;

    /** Checks the values; throws {@link InvalidValueException} naming the one that cannot be. */
    MetricsProperties {
        if (causes.size() > MOST_CAUSES) {
            throw new InvalidValueException(
                    "botstatus.metrics.causes", causes.size() + " causes", "at most " + MOST_CAUSES);
        }
        causes.forEach(MetricsProperties::check);
        causes = new TreeSet<>(causes);
        if (lookEvery.isNegative() || lookEvery.isZero()) {
            throw new InvalidValueException(
                    "botstatus.metrics.look-every", lookEvery, "more than no time, such as 15s");
        }
    }

    private static void check(String cause) {
        try {
            new Cause(cause);
        } catch (InvalidValueException e) {
            throw new InvalidValueException(
                    "botstatus.metrics.causes",
                    cause,
                    "causes of your own, each of 1 to 40 characters of a-z, 0-9 and _, beginning with a letter");
        }
    }
}
