package io.botstatus.reply;

import io.botstatus.status.BotStatus;
import java.util.List;

/**
 * A granted reply and what it was sent as.
 *
 * @param messageIds the platform's ids of it: one, or more where the bot sends a reply in parts
 * @param pauseTakenBack whether its echo had come before and had been taken for somebody else's, so that a pause had to be
 *     taken back just now
 * @param status the contact's bot status after that
 */
public record SentReply(String replyId, List<String> messageIds, boolean pauseTakenBack, BotStatus status) {}
