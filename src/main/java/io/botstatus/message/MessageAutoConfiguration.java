package io.botstatus.message;

import io.botstatus.base.ConditionalOnSwitch;
import io.botstatus.pause.BotPauses;
import io.botstatus.pause.ContactLock;
import io.botstatus.reply.SentReplies;
import io.botstatus.reply.UnpermittedReplies;
import io.botstatus.status.ContactStates;
import io.botstatus.status.hold.BotObservers;
import io.botstatus.status.hold.SeenMessages;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The beans of this room. */
@ConditionalOnSwitch("botstatus.enabled")
@AutoConfiguration(afterName = "io.botstatus.reply.ReplyAutoConfiguration")
class MessageAutoConfiguration {

    @Bean
    Messages botMessages(MessageEffects effects, SentReplies sentReplies, ContactLock lock, BotObservers observers) {
        return new Messages(effects, sentReplies, lock, observers);
    }

    @Bean
    MessageEffects botMessageEffects(
            BotPauses pauses,
            UnpermittedReplies unpermitted,
            SeenMessages seen,
            ContactStates states,
            ContactLock lock,
            @Qualifier("botClock") Clock clock) {
        return new MessageEffects(pauses, unpermitted, seen, states, lock, clock);
    }
}
