package io.botstatus.provider;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that a platform reports.
 *
 * @param messageId the platform's own: a second delivery has no effect
 * @param contactKey the platform's key of the contact
 * @param conversationKey null if the platform has only the contact
 * @param channel the channel, in the platform's words
 * @param senderId the author, for people to read
 * @param sentAt null if the platform does not tell
 * @param replyId the id of a reply that the bot put into the message's metadata, on platforms with metadata
 * @param text its text, which is compared with the bot's texts and not kept
 */
public record Incoming(
        String messageId,
        String contactKey,
        @Nullable String conversationKey,
        @Nullable String channel,
        Author author,
        @Nullable String senderId,
        @Nullable Instant sentAt,
        @Nullable String replyId,
        @Nullable String text) {}
