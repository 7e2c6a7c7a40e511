package io.botstatus.pause;

import io.botstatus.base.ConditionalOnSwitch;
import io.botstatus.database.BotDatabase;
import io.botstatus.engine.DecisionVersions;
import io.botstatus.engine.ProcessInstances;
import io.botstatus.engine.StatusListeners;
import io.botstatus.engine.Transactions;
import io.botstatus.engine.group.GroupCommit;
import io.botstatus.engine.group.GroupProperties;
import io.botstatus.status.ContactStates;
import io.botstatus.status.hold.Holds;
import java.time.Clock;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * The beans of this package. Models find delegates and listeners by name. They are no candidates when a host application asks for
 * one by type, since it may have a single delegate of its own.
 */
@ConditionalOnSwitch("botstatus.enabled")
@EnableConfigurationProperties(GroupProperties.class)
@AutoConfiguration(beforeName = "org.camunda.bpm.spring.boot.starter.CamundaBpmAutoConfiguration")
class PauseAutoConfiguration {

    @Bean
    PauseInstances botPauseInstances(
            RuntimeService runtime,
            ProcessInstances engine,
            StatusListeners processes,
            ObjectProvider<StatusChangeListener> listeners) {
        return new PauseInstances(
                runtime, engine, processes, listeners.orderedStream().toList());
    }

    @Bean
    DecisionVersions botPolicyVersion(BotDatabase database) {
        return new DecisionVersions(database.sql(), BotPause.POLICY);
    }

    @Bean
    PauseShortcut botRepeatedTrigger(Holds holds, DecisionVersions policy) {
        return new RepeatedTrigger(holds, policy);
    }

    @Bean
    ContactLock botContactLock(Holds holds, Transactions transactions) {
        return new ContactLock(holds, transactions);
    }

    /** As many groups as processors: with more, each would be smaller. With one, the processor would wait for the database. */
    @Bean
    GroupCommit botGroupCommit(
            Transactions transactions,
            ProcessInstances engine,
            IdentityService identities,
            Holds holds,
            StatusListeners processes) {
        return new GroupCommit(
                transactions,
                engine,
                identities,
                holds::lockFree,
                changes -> holds.underLocks(() -> processes.askOnce(changes)),
                Math.max(2, Runtime.getRuntime().availableProcessors()),
                GroupCommit.LONGEST);
    }

    @Bean
    BotPauses botPauses(
            RuntimeService runtime,
            PauseInstances instances,
            Holds holds,
            ContactStates states,
            ObjectProvider<PauseShortcut> shortcuts,
            GroupCommit groups,
            GroupProperties properties,
            Transactions transactions,
            @Qualifier("botClock") Clock clock) {
        PauseMessages messages = new PauseMessages(runtime);
        return new BotPauses(
                messages,
                instances,
                holds,
                shortcuts.orderedStream().toList(),
                new PauseGroups(messages, holds, states, properties.enabled() ? groups : null, transactions, clock),
                transactions,
                clock);
    }
}
