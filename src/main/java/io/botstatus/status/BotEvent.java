package io.botstatus.status;

import io.botstatus.base.LowerCaseEnum;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event of a contact's history.
 *
 * @param before the contact's status before the change
 * @param after the contact's status after the change
 * @param until the hold's deadline; null if it has none
 * @param evidence which fields of a message tell its author; null if the event follows from no message, or nothing tells
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
        /** A person, a workflow or the engine ended it before its deadline. */
        RELEASED,
        /** Its deadline passed. */
        EXPIRED,
        /** The message limit was reached and the policy places no hold for it. No hold changes. */
        LIMIT_REACHED,
        /** A repair corrected a row of the hold. The hold itself stays. */
        REPAIRED,
        /** The contact and another one are one person now. No hold changes for another reason. */
        JOINED,
        /** An alias became a contact of its own again. */
        SEPARATED,
        /** A trigger came for which the policy places no hold. */
        NO_PAUSE
    }
}
