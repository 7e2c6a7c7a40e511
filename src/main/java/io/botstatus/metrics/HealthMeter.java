package io.botstatus.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;

/** A gauge of {@code /actuator/health}, for alerts. Spring Boot itself has none. */
final class HealthMeter implements AutoCloseable {

    private final CachedProbe<Boolean> glance;

    HealthMeter(MeterRegistry registry, HealthEndpoint health, MetricsProperties properties) {
        glance = new CachedProbe<>(
                "botstatus-health", () -> health.health().getStatus().equals(Status.UP), properties.lookEvery());
        // A health that has not answered for a while counts as down.
        Metric.HEALTH.gauge(registry, () -> glance.last().orElse(false) ? 1 : 0);
    }

    @Override
    public void close() {
        glance.close();
    }
}
