package io.botstatus.process;

import io.botstatus.process.notify.EndOfNotifying;
import io.botstatus.process.notify.Notifications;
import io.botstatus.process.notify.NotifyProperties;
import io.botstatus.status.BotDatabase;
import io.botstatus.status.BulkHolds;
import io.botstatus.status.Cause;
import io.botstatus.status.Cohorts;
import io.botstatus.status.ConditionalOnSwitch;
import io.botstatus.status.ContactStates;
import io.botstatus.status.HoldRepairs;
import io.botstatus.status.Holds;
import io.botstatus.status.SettingsStore;
import java.time.Clock;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The beans of this room. Delegates and listeners are found by name in models, and are no candidates for whoever asks for one by
 * its type: a host application may have a single delegate of its own.
 */
@ConditionalOnSwitch("botstatus.enabled")
@EnableConfigurationProperties({ProcessProperties.class, ConsistencyProperties.class})
@AutoConfiguration(beforeName = "org.camunda.bpm.spring.boot.starter.CamundaBpmAutoConfiguration")
class ProcessAutoConfiguration {

    /** Not a candidate for whoever asks for just a clock: a host application may have its own. */
    @Bean(defaultCandidate = false)
    Clock botClock() {
        return new EngineClock();
    }

    /** Needs the database, so that the tables are there before the engine's jobs run. */
    @Bean
    ProcessEnginePlugin botStatusPlugin(
            BotDatabase database,
            ObjectProvider<Cohorts> cohorts,
            ObjectProvider<Holds> holds,
            ObjectProvider<PauseInstances> instances,
            ObjectProvider<Notifications> notifications,
            NotifyProperties notify,
            ProcessProperties properties) {
        return new BotStatusPlugin(
                database.sql(),
                new EndOfPause(cohorts::getObject, holds::getObject, instances::getObject),
                new EndOfNotifying(notifications::getObject, holds::getObject),
                new EndOfHistory(database.sql()),
                notify,
                properties);
    }

    @Bean
    @ConditionalOnProperty(name = NoShellTasks.PROPERTY, havingValue = "true")
    ProcessEnginePlugin botShellTasks() {
        return new NoShellTasks();
    }

    @Bean
    Transactions botTransactions(
            @Qualifier("camundaBpmTransactionManager") ObjectProvider<PlatformTransactionManager> engine,
            ObjectProvider<PlatformTransactionManager> primary) {
        PlatformTransactionManager manager = engine.getIfAvailable();
        return new Transactions(manager == null ? primary.getObject() : manager);
    }

    @Bean
    PauseInstances botPauseInstances(
            RuntimeService runtime, BotDatabase database, ProcessProperties properties, Notifications notifications) {
        return new PauseInstances(
                runtime, database.sql(), new StatusListeners(database.sql(), properties.events()), notifications);
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
    BundledModels botBundledModels(RepositoryService repository) {
        return new BundledModels(repository);
    }

    @Bean
    PolicyVersion botPolicyVersion(BotDatabase database) {
        return new PolicyVersion(database.sql());
    }

    @Bean
    KnownDecisions botKnownDecisions(Cohorts cohorts, @Qualifier("botClock") Clock clock) {
        return new KnownDecisions(cohorts, clock);
    }

    @Bean
    PauseKeepers botPauseKeepers(RuntimeService runtime, Cohorts cohorts) {
        return new PauseKeepers(runtime, cohorts);
    }

    @Bean
    ForgetContact botForgetting(
            BotDatabase database,
            HistoryService history,
            ManagementService management,
            PauseInstances instances,
            Notifications notifications,
            Holds holds,
            ContactStates states,
            Transactions transactions) {
        return new ForgetContact(
                history,
                management,
                instances,
                notifications,
                holds,
                states,
                new ContactTraces(database.sql()),
                transactions);
    }

    @Bean
    BotPauses botPauses(
            RuntimeService runtime,
            ForgetContact forgetting,
            PauseInstances instances,
            Notifications notifications,
            Holds holds,
            ContactStates states,
            PolicyVersion policy,
            KnownDecisions decisions,
            Cohorts cohorts,
            Transactions transactions,
            @Qualifier("botClock") Clock clock) {
        return new BotPauses(
                runtime,
                forgetting,
                instances,
                notifications,
                holds,
                states,
                policy,
                decisions,
                cohorts,
                transactions,
                clock);
    }

    @Bean
    BulkChanges botBulkChanges(
            RuntimeService runtime,
            BulkHolds bulk,
            SettingsStore settings,
            Transactions transactions,
            @Qualifier("botClock") Clock clock) {
        return new BulkChanges(runtime, bulk, settings, transactions, clock);
    }

    @Bean
    JobAcquisition botJobAcquisition(ManagementService management) {
        return new JobAcquisition(management);
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
    Repairs botRepairs(
            ConsistencyCheck check,
            RuntimeService runtime,
            RepositoryService repository,
            ManagementService management,
            HoldRepairs holds,
            Cohorts cohorts,
            PauseInstances instances,
            BulkChanges bulk,
            JobAcquisition acquisition,
            Transactions transactions,
            @Qualifier("botClock") Clock clock) {
        return new Repairs(
                check,
                new PauseRepairs(
                        runtime,
                        repository,
                        management,
                        holds,
                        cohorts,
                        instances,
                        bulk,
                        acquisition,
                        transactions,
                        clock));
    }

    @Bean(defaultCandidate = false)
    JavaDelegate changeNextContacts(RuntimeService runtime, BulkHolds bulk, PauseInstances instances) {
        return new ChangeNextContacts(runtime, bulk, instances);
    }

    @Bean(defaultCandidate = false)
    JavaDelegate endReplacedPauses(BulkHolds bulk, PauseInstances instances) {
        return new EndReplacedPauses(bulk, instances);
    }

    @Bean(defaultCandidate = false)
    JavaDelegate takeBackNextBatch(BulkHolds bulk, Holds holds, PauseInstances instances) {
        return new TakeBackNextBatch(bulk, holds, instances);
    }

    @Bean(defaultCandidate = false)
    JavaDelegate setContactBotStatus(
            BotPauses pauses, BulkChanges bulk, ContactStates states, @Qualifier("botClock") Clock clock) {
        return new SetContactBotStatus(pauses, bulk, states, clock);
    }

    @Bean(defaultCandidate = false)
    JavaDelegate checkContactBot(ContactStates states) {
        return new CheckContactBot(states);
    }

    @Bean(defaultCandidate = false)
    JavaDelegate requestBotReply(ReplyGate gate) {
        return new RequestBotReply(gate);
    }

    @Bean
    ContactBots contactBots(ContactStates states) {
        return new ContactBots(states);
    }

    @Bean
    BotCalendar botCalendar(@Qualifier("botClock") Clock clock) {
        return new BotCalendar(clock);
    }

    @Bean(defaultCandidate = false)
    JavaDelegate awaitActiveBot(Holds holds, ContactStates states, ProcessProperties properties) {
        return new AwaitActiveBot(holds, states, properties.events());
    }

    @Bean(defaultCandidate = false)
    ExecutionListener readManualMessage(SettingsStore settings, @Qualifier("botClock") Clock clock) {
        return new ReadTrigger(Cause.MANUAL_MESSAGE, settings, clock);
    }

    @Bean(defaultCandidate = false)
    ExecutionListener readWorkflowMessage(SettingsStore settings, @Qualifier("botClock") Clock clock) {
        return new ReadTrigger(Cause.WORKFLOW_MESSAGE, settings, clock);
    }

    @Bean(defaultCandidate = false)
    ExecutionListener readMessageLimit(SettingsStore settings, @Qualifier("botClock") Clock clock) {
        return new ReadTrigger(Cause.MESSAGE_LIMIT, settings, clock);
    }

    @Bean(defaultCandidate = false)
    ExecutionListener readStatusRequest(Holds holds, @Qualifier("botClock") Clock clock) {
        return new ReadStatusRequest(holds, clock);
    }

    @Bean(defaultCandidate = false)
    ExecutionListener readPausePolicy(PolicyVersion version, KnownDecisions decisions) {
        return new ReadPausePolicy(version, decisions);
    }

    @Bean(defaultCandidate = false)
    ExecutionListener noteBotTrigger(Holds holds, PauseInstances instances) {
        return new NoteTrigger(holds, instances);
    }

    @Bean(defaultCandidate = false)
    JavaDelegate placeBotHold(Holds holds, PauseInstances instances, PauseKeepers keepers) {
        return new PlaceBotHold(holds, instances, keepers);
    }

    @Bean(defaultCandidate = false)
    JavaDelegate releaseBotHolds(Holds holds, PauseInstances instances) {
        return new ReleaseBotHolds(holds, instances);
    }

    @Bean(defaultCandidate = false)
    JavaDelegate reactivateContactBot(Holds holds, PauseInstances instances, PauseKeepers keepers) {
        return new ReactivateContactBot(holds, instances, keepers);
    }
}
