package io.botstatus.reply;

import io.botstatus.status.BotStatus;
import org.jspecify.annotations.Nullable;

/**
 * The answer to "may I send this reply now?".
 *
 * @param because null if granted
 * @param draft whether the bot may write the reply as a draft for a person: the mode is suggestive, and the status active
 * @param duplicate whether this reply was granted or reported before; then it was not counted again
 * @param remaining replies left in the window after this one
 * @param epoch the contact's epoch after the answer
 * @param status the contact's status after the answer: the last reply of a window pauses the bot
 */
public record ReplyPermit(
        boolean granted,
        @Nullable Refusal because,
        boolean draft,
        boolean duplicate,
        int remaining,
        long epoch,
        BotStatus status) {

    static ReplyPermit granted(boolean duplicate, int remaining, long epoch, BotStatus status) {
        return new ReplyPermit(true, null, false, duplicate, remaining, epoch, status);
    }
}
