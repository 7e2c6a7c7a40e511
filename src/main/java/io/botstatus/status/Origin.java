package io.botstatus.status;

import org.jspecify.annotations.Nullable;

/**
 * Where a change comes from, for the history: the process instance, the activity in it, and what told who had written the
 * message that it follows from.
 *
 * @param certainty of the evidence, or of the caller's word where there is none
 */
public record Origin(
        @Nullable String processInstanceId,
        @Nullable String activityId,
        @Nullable String evidence,
        Certainty certainty) {

    /** A change that follows from nobody's message, or from one of which a caller has said who wrote it. */
    public Origin(@Nullable String processInstanceId, @Nullable String activityId, @Nullable String evidence) {
        this(processInstanceId, activityId, evidence, Certainty.WORD);
    }

    /** A change that no process instance made. */
    public static final Origin OUTSIDE = new Origin(null, null, null);

    /** For what the change only comes upon. */
    public Origin withoutEvidence() {
        return new Origin(processInstanceId, activityId, null);
    }
}
