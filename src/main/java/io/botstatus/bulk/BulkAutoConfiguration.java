package io.botstatus.bulk;

import io.botstatus.base.ConditionalOnSwitch;
import io.botstatus.database.BotDatabase;
import io.botstatus.engine.EngineExtension;
import io.botstatus.engine.Transactions;
import io.botstatus.engine.model.BundledModel;
import io.botstatus.pause.InstanceSharing;
import io.botstatus.pause.PauseInstances;
import io.botstatus.status.ContactStates;
import io.botstatus.status.SettingsStore;
import io.botstatus.status.hold.BotObservers;
import io.botstatus.status.hold.Holds;
import java.time.Clock;
import java.util.List;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

/**
 * The beans of this package. Models find the delegates by name. They are no candidates when a host application asks for one by
 * type.
 */
@ConditionalOnSwitch("botstatus.enabled")
@AutoConfiguration(beforeName = "org.camunda.bpm.spring.boot.starter.CamundaBpmAutoConfiguration")
class BulkAutoConfiguration {

    @Bean
    @Order(2)
    EngineExtension botBulkEngineExtension() {
        return new EngineExtension() {
            @Override
            public List<BundledModel> models() {
                return List.of(new BundledModel(BotBulkChange.PROCESS, "bpmn/bot-bulk-change.bpmn"));
            }
        };
    }

    @Bean
    InstanceSharing botBulkSharing() {
        return new BulkSharing();
    }

    @Bean
    BulkChangeStore botBulkChangeStore(BotDatabase database) {
        return new BulkChangeStore(database.sql());
    }

    @Bean
    BulkHolds botBulkHolds(
            BotDatabase database,
            BulkChangeStore store,
            Holds holds,
            ContactStates states,
            BotObservers observers,
            @Qualifier("botClock") Clock clock) {
        return new BulkHolds(holds, store, new BulkHoldStore(database), states, observers, clock);
    }

    @Bean
    BulkChanges botBulkChanges(
            RuntimeService runtime,
            BulkHolds bulk,
            BulkChangeStore store,
            SettingsStore settings,
            Transactions transactions,
            @Qualifier("botClock") Clock clock) {
        return new BulkChanges(runtime, bulk, store, settings, transactions, clock);
    }

    @Bean(defaultCandidate = false)
    JavaDelegate changeNextContacts(
            RuntimeService runtime, BulkHolds bulk, BulkChangeStore store, PauseInstances instances) {
        return new ChangeNextContacts(runtime, bulk, store, instances);
    }

    @Bean(defaultCandidate = false)
    JavaDelegate endReplacedPauses(BulkHolds bulk, BulkChangeStore store, PauseInstances instances) {
        return new EndReplacedPauses(bulk, store, instances);
    }

    @Bean(defaultCandidate = false)
    JavaDelegate takeBackNextBatch(BulkHolds bulk, BulkChangeStore store, Holds holds, PauseInstances instances) {
        return new TakeBackNextBatch(bulk, store, holds, instances);
    }
}
