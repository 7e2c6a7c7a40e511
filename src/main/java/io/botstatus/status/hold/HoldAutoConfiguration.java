package io.botstatus.status.hold;

import io.botstatus.base.ConditionalOnSwitch;
import io.botstatus.database.BotDatabase;
import io.botstatus.status.BotEvents;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The beans of this package. */
@ConditionalOnSwitch("botstatus.enabled")
@AutoConfiguration
class HoldAutoConfiguration {

    @Bean
    SeenMessages botSeenMessages(BotDatabase database) {
        return new SeenMessages(database.sql());
    }

    @Bean
    BotObservers botObservers(ObjectProvider<BotObserver> observers) {
        return new BotObservers(observers.orderedStream().toList());
    }

    @Bean
    HoldStore botHoldStore(BotDatabase database) {
        return new HoldStore(database);
    }

    @Bean
    JoinedContacts botJoinedContacts(
            BotDatabase database, HoldStore holds, BotEvents events, @Qualifier("botClock") Clock clock) {
        return new JoinedContacts(holds, new JoinStore(database.sql()), events, clock);
    }

    @Bean
    Holds botHolds(
            HoldStore store,
            SeenMessages seen,
            BotEvents events,
            BotObservers observers,
            @Qualifier("botClock") Clock clock) {
        return new Holds(store, seen, events, observers, clock);
    }
}
