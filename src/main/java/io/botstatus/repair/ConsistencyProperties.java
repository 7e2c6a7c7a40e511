package io.botstatus.repair;

import io.botstatus.base.InvalidValueException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The check whether holds, history and process instances agree.
 *
 * @param interval how often it runs, where there are health indicators
 * @param lag how much later than at its deadline a hold may end
 */
@ConfigurationProperties("botstatus.health")
record ConsistencyProperties(
        @DefaultValue("1m") Duration interval,
        @DefaultValue("2m") Duration lag) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** Checks the values; throws {@link InvalidValueException} if one is shorter than a second. */
    ConsistencyProperties {
        atLeastASecond("botstatus.health.interval", interval);
        atLeastASecond("botstatus.health.lag", lag);
    }

    private static void atLeastASecond(String property, Duration value) {
        if (value.compareTo(SHORTEST) < 0) {
            throw new InvalidValueException(property, value, "1s or more, such as 1m");
        }
    }
}
