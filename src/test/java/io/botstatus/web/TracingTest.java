package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.tracing.Tracer;
import io.opentelemetry.api.OpenTelemetry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Tracing costs nothing while it is off. */
@ServerTest
class TracingTest {

    @Autowired
    ApplicationContext application;

    @Test
    void whatMakesThemIsNotEvenThere() {
        assertThat(application.getEnvironment().getProperty("management.tracing.enabled"))
                .isEqualTo("false");
        assertThat(application.getBeanNamesForType(Tracer.class)).isEmpty();
        assertThat(application.getBeanNamesForType(OpenTelemetry.class)).isEmpty();
    }
}
