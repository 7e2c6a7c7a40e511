package io.botstatus.server;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Leaves out all of tracing while {@code management.tracing.enabled} is false, the default. Spring Boot's own switch stops the
 * export of spans, but still creates them, and a thread that waits for them.
 */
final class TracingImportFilter implements AutoConfigurationImportFilter, EnvironmentAware {

    private static final String ACTUATOR = "org.springframework.boot.actuate.autoconfigure.";
    private static final List<String> PARTS =
            List.of(ACTUATOR + "tracing.", ACTUATOR + "opentelemetry.", ACTUATOR + "logging.OpenTelemetry");

    private @Nullable Environment environment;

    @Override
    public void setEnvironment(Environment environment) {
        this.environment = environment;
    }

    @Override
    public boolean[] match(@Nullable String[] configurations, AutoConfigurationMetadata metadata) {
        boolean asked =
                environment == null || environment.getProperty("management.tracing.enabled", Boolean.class, true);
        boolean[] stay = new boolean[configurations.length];
        for (int i = 0; i < stay.length; i++) {
            String configuration = configurations[i];
            stay[i] = asked || configuration == null || PARTS.stream().noneMatch(configuration::startsWith);
        }
        return stay;
    }
}
