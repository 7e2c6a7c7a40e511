package io.botstatus.reply;

import io.botstatus.status.BotStatus;
import java.util.List;

/**
 * A granted reply and the messages that carry it.
 *
 * @param messageIds the platform's ids of it: one, or more if the bot sends a reply in parts
 * @param pauseTakenBack whether its echo had come before, counted as another author's and paused the bot, and that pause is taken
 *     back now
 * @param status the contact's bot status after that
 */
public record SentReply(String replyId, List<String> messageIds, boolean pauseTakenBack, BotStatus status) {}
