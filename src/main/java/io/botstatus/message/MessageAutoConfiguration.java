package io.botstatus.message;

import io.botstatus.base.ConditionalOnSwitch;
import io.botstatus.engine.Transactions;
import io.botstatus.pause.BotPauses;
import io.botstatus.reply.ReplyPermits;
import io.botstatus.reply.SentReplies;
import io.botstatus.status.ContactStates;
import io.botstatus.status.hold.BotObservers;
import io.botstatus.status.hold.Holds;
import io.botstatus.status.hold.SeenMessages;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The bean of this package. */
@ConditionalOnSwitch("botstatus.enabled")
@AutoConfiguration(afterName = "io.botstatus.reply.ReplyAutoConfiguration")
class MessageAutoConfiguration {

    @Bean
    Messages botMessages(
            BotPauses pauses,
            ReplyPermits permits,
            SentReplies sentReplies,
            Holds holds,
            SeenMessages seen,
            ContactStates states,
            Transactions transactions,
            BotObservers observers,
            @Qualifier("botClock") Clock clock) {
        return new Messages(pauses, permits, sentReplies, holds, seen, states, transactions, observers, clock);
    }
}
