package io.botstatus.reply;

import io.botstatus.status.Certainty;
import java.time.Duration;
import java.time.Instant;

/** A bot claims a message as its reply, and the message cannot be that reply, or the claim comes too late. Nothing was changed. */
public final class ClaimRefusedException extends RuntimeException {

    private ClaimRefusedException(String message) {
        super(message);
    }

    static ClaimRefusedException personWrote(String messageId, Certainty certainty) {
        return new ClaimRefusedException(
                "messageId is '%s', which a person has written, as %s. Allowed: the id of a message that the bot has sent."
                        .formatted(
                                messageId,
                                certainty == Certainty.PROOF
                                        ? "the platform itself tells apart from the bot's messages"
                                        : "a caller has reported"));
    }

    static ClaimRefusedException tooLate(String replyId, Instant grantedAt, Duration window) {
        return new ClaimRefusedException(
                "replyId is '%s', which was granted at %s. Allowed: to name its message ids within %d minutes after that."
                        .formatted(replyId, grantedAt, window.toMinutes()));
    }

    static ClaimRefusedException tooMany(String messageId, String replyId, int most) {
        return new ClaimRefusedException(
                "messageId is '%s', and reply '%s' has %d message ids already. Allowed: at most %d, the parts that a platform makes of one reply."
                        .formatted(messageId, replyId, most, most));
    }
}
