package io.botstatus.notify;

import io.botstatus.base.ConditionalOnSwitch;
import io.botstatus.database.BotDatabase;
import io.botstatus.engine.EngineExtension;
import io.botstatus.engine.ProcessInstances;
import io.botstatus.engine.model.BundledModel;
import io.botstatus.status.hold.BotObservers;
import io.botstatus.status.hold.Holds;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/** The beans of this package. They exist without a target too, because earlier instances may still run. */
@ConditionalOnSwitch("botstatus.enabled")
@EnableConfigurationProperties(NotifyProperties.class)
@AutoConfiguration(beforeName = "org.camunda.bpm.spring.boot.starter.CamundaBpmAutoConfiguration")
class NotifyAutoConfiguration {

    /** Without a target the process is not deployed. */
    @Bean
    @Order(3)
    EngineExtension botNotifyEngineExtension(
            NotifyProperties properties, ObjectProvider<Notifications> notifications, ObjectProvider<Holds> holds) {
        NotificationEndListener end = new NotificationEndListener(notifications::getObject, holds::getObject);
        return new EngineExtension() {
            @Override
            public Map<String, ExecutionListener> endListeners() {
                return Map.of(Notifications.PROCESS, end);
            }

            @Override
            public List<BundledModel> models() {
                return List.of(new BundledModel(Notifications.PROCESS, "bpmn/notify-webhook.bpmn", properties.isOn()));
            }
        };
    }

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
            ProcessInstances instances,
            Targets targets,
            @Qualifier("botClock") Clock clock) {
        return new Notifications(runtime, repository, store, instances, targets, clock);
    }

    @Bean(defaultCandidate = false)
    JavaDelegate postStatusChange(NotificationStore store, Targets targets, Holds holds, BotObservers observers) {
        return new PostStatusChange(store, targets, holds, observers);
    }
}
