package io.botstatus.provider;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that a platform reports.
 *
 * @param messageId the platform's own: what comes twice has one effect
 * @param conversation the conversation that the message belongs to
 * @param senderId who wrote, for people to read
 * @param sentAt null if the platform does not tell
 * @param replyId the id of a reply that the bot put into the message's metadata, on platforms with metadata
 * @param text its text, which is compared with the bot's texts and not kept
 */
public record Incoming(
        String messageId,
        Conversation conversation,
        Author author,
        @Nullable String senderId,
        @Nullable Instant sentAt,
        @Nullable String replyId,
        @Nullable String text) {

    /**
     * A conversation, as the platform knows it.
     *
     * @param contact what the platform knows the contact by
     * @param key null if the platform has none beside the contact
     * @param channel by which way its messages go, in the platform's words
     */
    record Conversation(
            String contact, @Nullable String key, @Nullable String channel) {}
}
