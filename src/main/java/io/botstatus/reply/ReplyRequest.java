package io.botstatus.reply;

import io.botstatus.status.hold.SeenMessages;
import org.jspecify.annotations.Nullable;

/**
 * The bot's question before a reply.
 *
 * @param replyId the bot's own id of the reply, the same if it asks again
 * @param epoch the epoch that the bot read when it began to write; null: the bot does not say
 * @param answers the platform's id of the contact's message that the reply answers; null: the bot does not say
 * @param content the hash of the text, which identifies the message when a platform sends it back; null: the bot does not say
 */
public record ReplyRequest(
        String replyId,
        @Nullable Long epoch,
        @Nullable String answers,
        @Nullable ContentHash content) {

    /**
     * Checks the ids.
     *
     * @throws io.botstatus.base.InvalidValueException unless both ids are texts of 1 to 200 characters
     */
    public ReplyRequest {
        replyId = SeenMessages.id("replyId", replyId);
        answers = answers == null ? null : SeenMessages.id("answers", answers);
    }
}
