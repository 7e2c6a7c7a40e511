package io.botstatus.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;

/** Shows what {@code /actuator/health} says, for alerts; Spring Boot itself has no metric of it. */
final class HealthMeter implements AutoCloseable {

    private final CachedProbe<Boolean> glance;

    HealthMeter(MeterRegistry registry, HealthEndpoint health, MetricsProperties properties) {
        glance = new CachedProbe<>(
                "botstatus-health", () -> health.health().getStatus().equals(Status.UP), properties.lookEvery());
        // Who does not answer for a while is not well.
        Metric.HEALTH.gauge(registry, () -> glance.last().orElse(false) ? 1 : 0);
    }

    @Override
    public void close() {
        glance.close();
    }
}
