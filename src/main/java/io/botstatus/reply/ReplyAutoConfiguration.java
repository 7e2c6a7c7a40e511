package io.botstatus.reply;

import io.botstatus.base.ConditionalOnSwitch;
import io.botstatus.database.BotDatabase;
import io.botstatus.pause.BotPauses;
import io.botstatus.pause.ContactLock;
import io.botstatus.status.ContactStates;
import io.botstatus.status.SettingsStore;
import io.botstatus.status.hold.BotObservers;
import io.botstatus.status.hold.SeenMessages;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The beans of this package. */
@ConditionalOnSwitch("botstatus.enabled")
@AutoConfiguration(afterName = "io.botstatus.pause.PauseAutoConfiguration")
class ReplyAutoConfiguration {

    @Bean
    PermitStore botPermitStore(BotDatabase database) {
        return new PermitStore(database.sql());
    }

    @Bean
    MessageLimit botMessageLimit(PermitStore store, BotPauses pauses, SettingsStore settings) {
        return new MessageLimit(store, pauses, settings);
    }

    @Bean
    ReplyPermits botReplyPermits(
            PermitStore store,
            MessageLimit limit,
            ContactStates states,
            ContactLock lock,
            BotObservers observers,
            @Qualifier("botClock") Clock clock) {
        return new ReplyPermits(store, limit, states, lock, observers, clock);
    }

    @Bean
    UnpermittedReplies botUnpermittedReplies(
            PermitStore store,
            MessageLimit limit,
            ContactStates states,
            SeenMessages seen,
            ContactLock lock,
            @Qualifier("botClock") Clock clock) {
        return new UnpermittedReplies(store, limit, states, seen, lock, clock);
    }

    @Bean
    SentReplies botSentReplies(
            BotDatabase database,
            UnpermittedReplies unpermitted,
            BotPauses pauses,
            ContactStates states,
            SeenMessages seen,
            ContactLock lock,
            @Qualifier("botClock") Clock clock) {
        SentReplyStore store = new SentReplyStore(database.sql(), SentReplies.WINDOW);
        return new SentReplies(store, unpermitted, pauses, states, seen, lock, clock);
    }
}
