package io.botstatus.status;

import io.botstatus.base.ConditionalOnSwitch;
import io.botstatus.database.BotDatabase;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The beans of this package. */
@ConditionalOnSwitch("botstatus.enabled")
@AutoConfiguration
class StatusAutoConfiguration {

    @Bean
    SettingsStore botSettings(BotDatabase database) {
        return new SettingsStore(database.sql());
    }

    @Bean
    BotEvents botEvents(BotDatabase database) {
        return new BotEvents(database.sql());
    }

    @Bean
    EventFeed botEventFeed(BotDatabase database) {
        new RestoredEvents(database.sql()).settle();
        return new EventFeed(database.sql());
    }

    @Bean
    ContactStates contactStates(BotDatabase database, @Qualifier("botClock") Clock clock) {
        return new ContactStates(database.sql(), clock);
    }
}
