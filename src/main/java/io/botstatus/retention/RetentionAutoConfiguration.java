package io.botstatus.retention;

import io.botstatus.base.ConditionalOnSwitch;
import io.botstatus.database.BotDatabase;
import io.botstatus.engine.ContactTraces;
import io.botstatus.engine.Transactions;
import io.botstatus.pause.PauseInstances;
import io.botstatus.status.ContactData;
import io.botstatus.status.ContactStates;
import io.botstatus.status.hold.Holds;
import io.botstatus.status.hold.JoinedContacts;
import java.time.Clock;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of this package. */
@ConditionalOnSwitch("botstatus.enabled")
@EnableConfigurationProperties(RetentionProperties.class)
@AutoConfiguration(beforeName = "org.camunda.bpm.spring.boot.starter.CamundaBpmAutoConfiguration")
class RetentionAutoConfiguration {

    @Bean
    Retention botRetention(BotDatabase database, RetentionProperties retention, @Qualifier("botClock") Clock clock) {
        return new Retention(new RetentionStore(database.sql()), retention, database.transaction(), clock);
    }

    @Bean
    ContactErasure botContactErasure(
            ContactTraces traces,
            HistoryService history,
            ManagementService management,
            PauseInstances instances,
            ObjectProvider<ContactData> data,
            Holds holds,
            JoinedContacts joined,
            ContactStates states,
            Transactions transactions) {
        return new ContactErasure(
                new EngineErasure(traces, history, management, transactions),
                instances,
                data.orderedStream().toList(),
                holds,
                joined,
                states,
                transactions);
    }

    /** An application that switches it off calls {@link Retention#prune} itself. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnSwitch("botstatus.retention.enabled")
    static class BySchedule {

        @Bean
        RetentionSchedule botRetentionSchedule(Retention retention, RetentionProperties properties) {
            return new RetentionSchedule(retention, properties.interval());
        }
    }
}
