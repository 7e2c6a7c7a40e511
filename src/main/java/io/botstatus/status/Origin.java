package io.botstatus.status;

import org.jspecify.annotations.Nullable;

/**
 * Where a change comes from, for the history: the process instance, the activity in it, and the evidence of who wrote the message.
 *
 * @param certainty of the evidence, or of the caller's word where there is none
 */
public record Origin(
        @Nullable String processInstanceId,
        @Nullable String activityId,
        @Nullable String evidence,
        Certainty certainty) {

    /** The origin of a change that follows from no message, or from a message whose author a caller states. */
    public Origin(@Nullable String processInstanceId, @Nullable String activityId, @Nullable String evidence) {
        this(processInstanceId, activityId, evidence, Certainty.WORD);
    }

    /** The origin of a change that no process instance made. */
    public static final Origin OUTSIDE = new Origin(null, null, null);

    /** The same process instance and activity, for a change that does not follow from the message itself. */
    public Origin withoutEvidence() {
        return new Origin(processInstanceId, activityId, null);
    }
}
