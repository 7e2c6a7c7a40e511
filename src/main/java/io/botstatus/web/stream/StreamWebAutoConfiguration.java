package io.botstatus.web.stream;

import io.botstatus.base.ConditionalOnSpringMvc;
import io.botstatus.base.ConditionalOnSwitch;
import io.botstatus.status.BotEvents;
import io.botstatus.status.ContactStates;
import io.botstatus.status.EventFeed;
import io.botstatus.status.SettingsStore;
import java.time.Clock;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The beans of the open panels' streams. */
@ConditionalOnSwitch({"botstatus.enabled", "botstatus.web.enabled"})
@AutoConfiguration(afterName = "io.botstatus.web.WebAutoConfiguration")
@ConditionalOnSpringMvc
class StreamWebAutoConfiguration {

    @Bean
    StatusStreams botStatusStreams(
            EventFeed feed,
            BotEvents events,
            ContactStates states,
            SettingsStore settings,
            ObjectProvider<StreamCallers> callers,
            @Qualifier("botClock") Clock clock) {
        return new StatusStreams(feed, events, states, settings, callers.getIfUnique(() -> open -> Set.of()), clock);
    }

    @Bean
    ContactEventsController botContactEventsController(StatusStreams streams) {
        return new ContactEventsController(streams);
    }
}
