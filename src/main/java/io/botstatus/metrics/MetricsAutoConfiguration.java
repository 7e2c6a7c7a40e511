package io.botstatus.metrics;

import io.botstatus.base.ConditionalOnSwitch;
import io.botstatus.database.BotDatabase;
import io.botstatus.status.hold.BotObserver;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of this package, if the application has a meter registry. */
@ConditionalOnSwitch({"botstatus.enabled", "botstatus.metrics.enabled"})
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.health.HealthEndpointAutoConfiguration"
        })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnSingleCandidate(MeterRegistry.class)
@EnableConfigurationProperties(MetricsProperties.class)
class MetricsAutoConfiguration {

    @Bean
    BotObserver botMeters(MeterRegistry registry, MetricsProperties properties) {
        return new Meters(registry, new CauseNames(properties.causes()));
    }

    @Bean
    DatabaseGauges botStandingMeters(
            MeterRegistry registry,
            BotDatabase database,
            MetricsProperties properties,
            @Qualifier("botClock") Clock clock) {
        CauseNames causes = new CauseNames(properties.causes());
        return new DatabaseGauges(registry, new DatabaseCountStore(database.sql(), causes, clock), causes, properties);
    }

    /** Exists only with Spring Boot's health. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HealthEndpoint.class)
    @ConditionalOnBean(HealthEndpoint.class)
    static class Health {

        @Bean
        HealthMeter botHealthMeter(MeterRegistry registry, HealthEndpoint health, MetricsProperties properties) {
            return new HealthMeter(registry, health, properties);
        }
    }
}
