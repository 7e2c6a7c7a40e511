package io.botstatus.process.notify;

import io.botstatus.status.BotDatabase;
import io.botstatus.status.BotObservers;
import io.botstatus.status.ConditionalOnSwitch;
import io.botstatus.status.Holds;
import java.time.Clock;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The beans that tell addresses outside. All of them are there without a target too: instances from before may still run. */
@ConditionalOnSwitch("botstatus.enabled")
@EnableConfigurationProperties(NotifyProperties.class)
@AutoConfiguration(beforeName = "org.camunda.bpm.spring.boot.starter.CamundaBpmAutoConfiguration")
class NotifyAutoConfiguration {

    @Bean
    NotificationStore botNotificationStore(BotDatabase database) {
        return new NotificationStore(database.sql());
    }

    @Bean
    Targets botNotificationTargets(
            NotifyProperties properties, BotObservers observers, @Qualifier("botClock") Clock clock) {
        Targets targets = new Targets(properties, clock);
        observers.tellNow(observer -> targets.names().forEach(observer::targetIsThere));
        return targets;
    }

    @Bean
    Notifications botNotifications(
            RuntimeService runtime,
            RepositoryService repository,
            NotificationStore store,
            BotDatabase database,
            Targets targets,
            @Qualifier("botClock") Clock clock) {
        return new Notifications(runtime, repository, store, database.sql(), targets, clock);
    }

    @Bean(defaultCandidate = false)
    JavaDelegate postStatusChange(NotificationStore store, Targets targets, Holds holds, BotObservers observers) {
        return new PostStatusChange(store, targets, holds, observers);
    }
}
