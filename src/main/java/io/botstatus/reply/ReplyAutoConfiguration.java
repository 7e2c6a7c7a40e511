package io.botstatus.reply;

import io.botstatus.process.BotPauses;
import io.botstatus.process.ReplyGate;
import io.botstatus.process.Transactions;
import io.botstatus.status.BotDatabase;
import io.botstatus.status.BotObservers;
import io.botstatus.status.ConditionalOnSwitch;
import io.botstatus.status.ContactStates;
import io.botstatus.status.Holds;
import io.botstatus.status.SeenMessages;
import io.botstatus.status.SettingsStore;
import java.time.Clock;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The beans of this room. */
@ConditionalOnSwitch("botstatus.enabled")
@AutoConfiguration(afterName = "io.botstatus.process.ProcessAutoConfiguration")
class ReplyAutoConfiguration {

    /** For flows that send automated messages themselves. */
    @Bean
    ReplyGate botReplyGate(ReplyPermits permits) {
        return (contact, replyId, epoch) -> Optional.ofNullable(
                        permits.ask(contact, replyId, epoch).because())
                .map(Refusal::word);
    }

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
