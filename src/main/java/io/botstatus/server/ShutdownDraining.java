package io.botstatus.server;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.availability.ReadinessStateHealthIndicator;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityState;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/**
 * Lets load balancers see that this server goes, before it goes.
 *
 * <ol>
 *   <li>When the server is told to stop, Spring Boot says first that it is not ready, then publishes that the context closes, and only
 *       then stops what is running: the web server would refuse connections at once.
 *   <li>In between this waits: whoever asks for readiness hears no, and whatever is still sent here is answered.
 *   <li>Where nobody has asked for readiness lately there is no load balancer that would learn of it, and the server goes at once: on a
 *       laptop nobody waits.
 * </ol>
 *
 * <p>In place of Spring Boot's indicator of that name, to know who asks.
 */
@Component("readinessStateHealthIndicator")
@EnableConfigurationProperties(ShutdownProperties.class)
final class ShutdownDraining extends ReadinessStateHealthIndicator
        implements ApplicationListener<ContextClosedEvent>, Ordered {

    private static final Logger LOG = LoggerFactory.getLogger(ShutdownDraining.class);

    /** Load balancers ask several times a minute. */
    private static final long LATELY = Duration.ofMinutes(1).toNanos();

    private final ApplicationContext context;
    private final Duration delay;
    private volatile boolean asked;
    private volatile long lastAsked;

    ShutdownDraining(ApplicationContext context, ApplicationAvailability availability, ShutdownProperties shutdown) {
        super(availability);
        this.context = context;
        this.delay = shutdown.drainDelay();
    }

    @Override
    protected AvailabilityState getState(ApplicationAvailability availability) {
        lastAsked = System.nanoTime();
        asked = true;
        return super.getState(availability);
    }

    /** Before everybody else who is told: until then all goes on as ever. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        if (event.getApplicationContext() != context
                || delay.isZero()
                || !asked
                || System.nanoTime() - lastAsked > LATELY) {
            return;
        }
        LOG.info("Not ready any more. Goes in {}, so that load balancers send nothing here by then.", delay);
        try {
            // Nothing counts it down: a wait that an interrupt ends.
            new CountDownLatch(1).await(delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
