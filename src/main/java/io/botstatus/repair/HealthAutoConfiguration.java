package io.botstatus.repair;

import io.botstatus.base.ConditionalOnSwitch;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** The health indicator, if the application has Spring Boot's Actuator. */
@ConditionalOnSwitch("botstatus.enabled")
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@AutoConfiguration(
        afterName = "io.botstatus.status.StatusAutoConfiguration",
        beforeName = "org.springframework.boot.actuate.autoconfigure.health.HealthContributorAutoConfiguration")
class HealthAutoConfiguration {

    @Bean
    @ConditionalOnEnabledHealthIndicator("botStatus")
    BotStatusHealth botStatusHealthIndicator(
            ConsistencyCheck check,
            @Value("${botstatus.health.interval:1m}") Duration interval,
            @Qualifier("botClock") Clock clock) {
        return new BotStatusHealth(check, interval, clock);
    }
}
