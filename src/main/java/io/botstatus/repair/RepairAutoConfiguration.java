package io.botstatus.repair;

import io.botstatus.base.ConditionalOnSwitch;
import io.botstatus.bulk.BulkChanges;
import io.botstatus.cohort.Cohorts;
import io.botstatus.database.BotDatabase;
import io.botstatus.engine.JobAcquisition;
import io.botstatus.engine.Transactions;
import io.botstatus.pause.InstanceSharing;
import io.botstatus.pause.PauseInstances;
import io.botstatus.status.BotEvents;
import io.botstatus.status.SettingsStore;
import io.botstatus.status.hold.Holds;
import java.time.Clock;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The beans of this package. */
@ConditionalOnSwitch("botstatus.enabled")
@EnableConfigurationProperties(ConsistencyProperties.class)
@AutoConfiguration(beforeName = "org.camunda.bpm.spring.boot.starter.CamundaBpmAutoConfiguration")
class RepairAutoConfiguration {

    @Bean
    InstanceSharing botAdoptedInstances() {
        return new AdoptedInstances();
    }

    @Bean
    HoldRepairs botHoldRepairs(
            BotDatabase database,
            Holds holds,
            BotEvents events,
            SettingsStore settings,
            @Qualifier("botClock") Clock clock) {
        return new HoldRepairs(holds, new HoldRepairStore(database.sql()), events, settings, clock);
    }

    @Bean
    ConsistencyCheck botConsistencyCheck(
            BotDatabase database,
            JobAcquisition acquisition,
            Transactions transactions,
            Cohorts cohorts,
            ConsistencyProperties properties,
            @Qualifier("botClock") Clock clock) {
        return new ConsistencyCheck(database, acquisition, transactions, cohorts, properties.lag(), clock);
    }

    @Bean
    Repairs botRepairs(ConsistencyCheck check, PauseRepairs repairs) {
        return new Repairs(check, repairs);
    }

    @Bean
    EngineRepairs botEngineRepairs(
            RuntimeService runtime,
            RepositoryService repository,
            ManagementService management,
            JobAcquisition acquisition) {
        return new EngineRepairs(runtime, repository, management, acquisition);
    }

    @Bean
    PauseRepairs botPauseRepairs(
            EngineRepairs engine,
            Holds holds,
            HoldRepairs repairs,
            Cohorts cohorts,
            PauseInstances instances,
            BulkChanges bulk,
            Transactions transactions) {
        return new PauseRepairs(engine, holds, repairs, cohorts, instances, bulk, transactions);
    }
}
