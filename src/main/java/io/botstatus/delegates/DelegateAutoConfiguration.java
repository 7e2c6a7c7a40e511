package io.botstatus.delegates;

import io.botstatus.base.ConditionalOnSwitch;
import io.botstatus.bulk.BulkChanges;
import io.botstatus.engine.EngineProperties;
import io.botstatus.pause.BotPauses;
import io.botstatus.reply.ReplyPermits;
import io.botstatus.status.ContactStates;
import io.botstatus.status.hold.Holds;
import java.time.Clock;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * The beans of this package. Models find them by name. They are no candidates when a host application asks for a delegate by type.
 */
@ConditionalOnSwitch("botstatus.enabled")
@AutoConfiguration(beforeName = "org.camunda.bpm.spring.boot.starter.CamundaBpmAutoConfiguration")
class DelegateAutoConfiguration {

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
    JavaDelegate requestBotReply(ReplyPermits permits) {
        return new RequestBotReply(permits);
    }

    @Bean(defaultCandidate = false)
    JavaDelegate awaitActiveBot(Holds holds, ContactStates states, EngineProperties properties) {
        return new AwaitActiveBot(holds, states, properties.events());
    }

    @Bean
    ContactBots contactBots(ContactStates states) {
        return new ContactBots(states);
    }

    @Bean
    BotCalendar botCalendar(@Qualifier("botClock") Clock clock) {
        return new BotCalendar(clock);
    }
}
