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
 * Drains the server: load balancers see that it stops, before it stops.
 *
 * <ol>
 *   <li>When the server has to stop, Spring Boot first sets readiness to no, then publishes that the context closes, and only then
 *       stops the web server, which refuses connections at once.
 *   <li>In between this class waits. Readiness probes get a no, and all other calls are served.
 *   <li>If no probe came lately, no load balancer needs the time, and the server stops at once, for example on a laptop.
 * </ol>
 *
 * <p>It replaces Spring Boot's indicator of that name, to know about the probes.
 */
@Component("readinessStateHealthIndicator")
@EnableConfigurationProperties(ShutdownProperties.class)
final class ShutdownDraining extends ReadinessStateHealthIndicator
        implements ApplicationListener<ContextClosedEvent>, Ordered {

    private static final Logger LOG = LoggerFactory.getLogger(ShutdownDraining.class);

    /** Load balancers probe several times a minute. */
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

    /** Runs before all other listeners, so that everything still works while it waits. */
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
            // Nothing counts it down: it is a wait that an interrupt ends.
            new CountDownLatch(1).await(delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
