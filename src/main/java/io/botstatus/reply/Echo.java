package io.botstatus.reply;

import io.botstatus.status.hold.SeenMessages;
import org.jspecify.annotations.Nullable;

/**
 * What an outgoing message that a chat platform reports carries of the bot's, if it is the bot's: webhooks bring back whatever
 * was sent, by whom ever.
 *
 * @param replyId the id of the reply that the bot put into the message's metadata; null if there is none
 * @param content of the message's text; null if it has none
 */
public record Echo(@Nullable String replyId, @Nullable ContentHash content) {

    public Echo {
        replyId = replyId == null ? null : SeenMessages.id("replyId", replyId);
    }
}
