package io.botstatus.cohort;

import io.botstatus.base.ConditionalOnSwitch;
import io.botstatus.database.BotDatabase;
import io.botstatus.pause.InstanceSharing;
import io.botstatus.pause.PauseInstances;
import io.botstatus.pause.PauseShortcut;
import io.botstatus.status.hold.BotObservers;
import java.time.Clock;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** The beans of this package. They exist without a window too, because earlier cohorts may still run. */
@ConditionalOnSwitch("botstatus.enabled")
@EnableConfigurationProperties(CohortProperties.class)
@AutoConfiguration(beforeName = "org.camunda.bpm.spring.boot.starter.CamundaBpmAutoConfiguration")
class CohortAutoConfiguration {

    @Bean
    Cohorts botCohorts(
            BotDatabase database,
            CohortProperties cohorts,
            BotObservers observers,
            @Qualifier("botClock") Clock clock) {
        return new Cohorts(new CohortStore(database.sql()), cohorts.cohortWindow(), observers, clock);
    }

    @Bean
    InstanceSharing botCohortSharing(RuntimeService runtime, Cohorts cohorts) {
        return new CohortSharing(runtime, cohorts);
    }

    /** Comes before the other shortcuts, because it decides at no cost whether it applies. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    PauseShortcut botCohortShortcut(Cohorts cohorts, PauseInstances instances, @Qualifier("botClock") Clock clock) {
        return new CohortShortcut(new DecisionCache(cohorts, clock), cohorts, instances);
    }
}
