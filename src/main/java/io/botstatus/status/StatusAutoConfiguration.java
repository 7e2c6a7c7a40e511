package io.botstatus.status;

import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of this room. */
@ConditionalOnSwitch("botstatus.enabled")
@EnableConfigurationProperties({SchemaProperties.class, CohortProperties.class, RetentionProperties.class})
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
            "io.botstatus.process.ProcessAutoConfiguration"
        })
class StatusAutoConfiguration {

    /**
     * The engine's own data source where it has one, since holds and process instances change in one transaction. The plugin's
     * tables, and the engine after them, wait for the migrations of the host application, which on a new database expect an
     * empty schema.
     */
    @Bean
    @DependsOnDatabaseInitialization
    BotDatabase botDatabase(
            @Qualifier("camundaBpmDataSource") ObjectProvider<DataSource> engine,
            ObjectProvider<DataSource> primary,
            SchemaProperties schema) {
        DataSource dataSource = engine.getIfAvailable();
        return new BotDatabase(dataSource == null ? primary.getObject() : dataSource, schema.enabled());
    }

    @Bean
    SettingsStore botSettings(BotDatabase database) {
        return new SettingsStore(database.sql());
    }

    @Bean
    SeenMessages botSeenMessages(BotDatabase database) {
        return new SeenMessages(database.sql());
    }

    @Bean
    BotEvents botEvents(BotDatabase database) {
        return new BotEvents(database.sql());
    }

    @Bean
    EventFeed botEventFeed(BotDatabase database) {
        return new EventFeed(database.sql());
    }

    @Bean
    ContactStates contactStates(BotDatabase database, @Qualifier("botClock") Clock clock) {
        return new ContactStates(database.sql(), clock);
    }

    @Bean
    BotObservers botObservers(ObjectProvider<BotObserver> observers) {
        return new BotObservers(observers.orderedStream().toList());
    }

    @Bean
    Holds botHolds(
            BotDatabase database,
            SeenMessages seen,
            BotEvents events,
            BotObservers observers,
            @Qualifier("botClock") Clock clock) {
        return new Holds(new HoldStore(database), seen, events, new CohortStore(database.sql()), observers, clock);
    }

    @Bean
    HoldRepairs botHoldRepairs(
            BotDatabase database, BotEvents events, SettingsStore settings, @Qualifier("botClock") Clock clock) {
        return new HoldRepairs(new HoldStore(database), new HoldRepairStore(database.sql()), events, settings, clock);
    }

    @Bean
    BulkHolds botBulkHolds(
            BotDatabase database,
            SettingsStore settings,
            ContactStates states,
            BotObservers observers,
            @Qualifier("botClock") Clock clock) {
        return new BulkHolds(
                database,
                new BulkChangeStore(database.sql()),
                new BulkHoldStore(database.sql()),
                settings,
                states,
                observers,
                clock);
    }

    @Bean
    Cohorts botCohorts(
            BotDatabase database,
            CohortProperties cohorts,
            BotObservers observers,
            @Qualifier("botClock") Clock clock) {
        return new Cohorts(new CohortStore(database.sql()), cohorts.cohortWindow(), observers, clock);
    }

    @Bean
    Retention botRetention(BotDatabase database, RetentionProperties retention, @Qualifier("botClock") Clock clock) {
        return new Retention(new RetentionStore(database.sql()), retention, database.transaction(), clock);
    }

    /** Whoever switches it off has something else that calls {@link Retention#prune}. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnSwitch("botstatus.retention.enabled")
    static class BySchedule {

        @Bean
        RetentionSchedule botRetentionSchedule(Retention retention, RetentionProperties properties) {
            return new RetentionSchedule(retention, properties.interval());
        }
    }
}
