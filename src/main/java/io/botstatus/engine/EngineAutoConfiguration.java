package io.botstatus.engine;

import io.botstatus.base.ConditionalOnSwitch;
import io.botstatus.database.BotDatabase;
import io.botstatus.database.EngineTables;
import io.botstatus.engine.model.BundledModel;
import io.botstatus.engine.model.BundledModels;
import java.time.Clock;
import java.util.List;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;

/** The beans of this package. */
@ConditionalOnSwitch("botstatus.enabled")
@EnableConfigurationProperties(EngineProperties.class)
@AutoConfiguration(beforeName = "org.camunda.bpm.spring.boot.starter.CamundaBpmAutoConfiguration")
class EngineAutoConfiguration {

    /** Not a default candidate for injection, because a host application may have its own clock. */
    @Bean(defaultCandidate = false)
    Clock botClock() {
        return new EngineClock();
    }

    /** Depends on the database, so that the tables exist before the engine's jobs run. */
    @Bean
    ProcessEnginePlugin botStatusPlugin(
            BotDatabase database, ObjectProvider<EngineExtension> extensions, EngineProperties properties) {
        return new BotStatusPlugin(database.sql(), extensions.orderedStream().toList(), properties);
    }

    /** As the settings name them. The database is checked before the engine exists. */
    @Bean
    EngineTables botEngineTables(
            @Value("${camunda.bpm.database.table-prefix:}") String prefix,
            @Value("${camunda.bpm.database.schema-name:}") String schema) {
        return EngineSchema.tables(prefix, schema);
    }

    @Bean
    ProcessEnginePlugin botEngineSchema(BotDatabase database) {
        return new EngineSchema(database);
    }

    @Bean
    @ConditionalOnProperty(name = ShellTaskRefusal.PROPERTY, havingValue = "true")
    ProcessEnginePlugin botShellTasks() {
        return new ShellTaskRefusal();
    }

    @Bean
    Transactions botTransactions(
            @Qualifier("camundaBpmTransactionManager") ObjectProvider<PlatformTransactionManager> engine,
            ObjectProvider<PlatformTransactionManager> primary) {
        PlatformTransactionManager manager = engine.getIfAvailable();
        return new Transactions(manager == null ? primary.getObject() : manager);
    }

    @Bean
    ProcessInstances botProcessInstances(RuntimeService runtime, BotDatabase database) {
        return new ProcessInstances(runtime, database.sql());
    }

    @Bean
    StatusListeners botStatusListeners(BotDatabase database, EngineProperties properties) {
        return new StatusListeners(database.sql(), properties.events());
    }

    @Bean
    @ConditionalOnSwitch("botstatus.events.enabled")
    DeliveryWatch botDeliveryWatch(ObjectProvider<ProcessEngine> engine, BotDatabase database) {
        return new DeliveryWatch(
                () -> ((ProcessEngineConfigurationImpl) engine.getObject().getProcessEngineConfiguration())
                        .getJobExecutor(),
                database);
    }

    @Bean
    BundledModels botBundledModels(RepositoryService repository, ObjectProvider<EngineExtension> extensions) {
        List<BundledModel> models = extensions
                .orderedStream()
                .flatMap(extension -> extension.models().stream())
                .toList();
        return new BundledModels(repository, models);
    }

    @Bean
    JobAcquisition botJobAcquisition(ManagementService management) {
        return new JobAcquisition(management);
    }

    @Bean
    ContactTraces botContactTraces(BotDatabase database) {
        return new ContactTraces(database.sql());
    }
}
