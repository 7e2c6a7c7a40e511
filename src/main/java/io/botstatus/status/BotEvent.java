package io.botstatus.status;

import io.botstatus.base.LowerCaseEnum;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a contact's history.
 *
 * @param before the contact's status before the change, and {@code after} it
 * @param until the hold's deadline; null if it had none
 * @param evidence what told who had written the message that this follows from; null if it follows from none, or nobody said
 */
public record BotEvent(
        long id,
        ContactId contact,
        Instant at,
        Type type,
        Cause cause,
        BotStatus before,
        BotStatus after,
        @Nullable Instant until,
        @Nullable String setBy,
        @Nullable String reason,
        @Nullable String processInstanceId,
        @Nullable String activityId,
        @Nullable String evidence) {

    /** What happened to the hold. */
    public enum Type implements LowerCaseEnum {
        PLACED,
        /** It lasts longer or is harder now. */
        EXTENDED,
        /** A new hold of the same cause took its place. */
        REPLACED,
        /** Somebody or something ended it before its deadline. */
        RELEASED,
        /** Its deadline passed. */
        EXPIRED,
        /** The message limit was reached and the policy places no hold for it: a mere event. */
        LIMIT_REACHED,
        /** Something about it was put right while the hold itself stayed: a mere event. */
        REPAIRED
    }
}
