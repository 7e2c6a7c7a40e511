package io.botstatus.reply;

import io.botstatus.status.hold.SeenMessages;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an outgoing message that may identify it as the bot's own. A platform's webhook reports every outgoing message, of
 * any author.
 *
 * @param replyId the id of the reply that the bot put into the message's metadata; null if there is none
 * @param content the hash of the message's text; null if it has none
 */
public record Echo(@Nullable String replyId, @Nullable ContentHash content) {

    public Echo {
        replyId = replyId == null ? null : SeenMessages.id("replyId", replyId);
    }
}
