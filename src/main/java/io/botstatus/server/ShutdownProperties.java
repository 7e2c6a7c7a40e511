package io.botstatus.server;

import io.botstatus.base.InvalidValueException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The graceful shutdown.
 *
 * @param drainDelay how long the server serves calls after readiness is no; longer than a load balancer needs to notice
 */
@ConfigurationProperties("botstatus")
record ShutdownProperties(@DefaultValue("5s") Duration drainDelay) {

    /** Container platforms commonly kill after half a minute, in which running requests have to end too. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /**
     * Checks the value.
     *
     * @throws InvalidValueException if the delay is out of bounds
     */
    ShutdownProperties {
        if (drainDelay.isNegative() || drainDelay.compareTo(LONGEST) > 0) {
            throw new InvalidValueException(
                    "botstatus.drain-delay", drainDelay, "from 0s to 5m, such as 5s; 0s goes at once");
        }
    }
}
