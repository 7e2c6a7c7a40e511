package io.botstatus.reply;

import io.botstatus.base.ConditionalOnSwitch;
import io.botstatus.database.BotDatabase;
import io.botstatus.engine.Transactions;
import io.botstatus.pause.BotPauses;
import io.botstatus.status.ContactStates;
import io.botstatus.status.SettingsStore;
import io.botstatus.status.hold.BotObservers;
import io.botstatus.status.hold.Holds;
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
    ReplyPermits botReplyPermits(
            BotDatabase database,
            ContactStates states,
            Holds holds,
            SeenMessages seen,
            SettingsStore settings,
            BotPauses pauses,
            Transactions transactions,
            BotObservers observers,
            @Qualifier("botClock") Clock clock) {
        return new ReplyPermits(
                new PermitStore(database.sql()), states, holds, seen, settings, pauses, transactions, observers, clock);
    }

    @Bean
    SentReplies botSentReplies(
            BotDatabase database,
            ReplyPermits permits,
            BotPauses pauses,
            Holds holds,
            ContactStates states,
            SeenMessages seen,
            Transactions transactions,
            @Qualifier("botClock") Clock clock) {
        SentReplyStore store = new SentReplyStore(database.sql(), SentReplies.WINDOW);
        return new SentReplies(store, permits, pauses, holds, states, seen, transactions, clock);
    }
}
