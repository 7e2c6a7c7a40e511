package io.botstatus.server;

import io.botstatus.base.InvalidValueException;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the server goes.
 *
 * @param drainDelay how long it goes on answering after it has said that it is not ready any more; longer than a load balancer needs
 *     to ask and to believe it
 */
@ConfigurationProperties("botstatus")
record ShutdownProperties(@DefaultValue("5s") Duration drainDelay) {

    /** Container platforms commonly kill after half a minute, in which running requests are to end too. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** Checks the value; throws {@link InvalidValueException} if nobody would wait so long. */
    ShutdownProperties {
        if (drainDelay.isNegative() || drainDelay.compareTo(LONGEST) > 0) {
            throw new InvalidValueException(
                    "botstatus.drain-delay", drainDelay, "from 0s to 5m, such as 5s; 0s goes at once");
        }
    }
}
