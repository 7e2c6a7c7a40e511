package io.botstatus.status;

import org.jspecify.annotations.Nullable;

/**
 * Where a change comes from, for the history: the process instance, the activity in it, and what told who had written the
 * message that it follows from.
 */
public record Origin(
        @Nullable String processInstanceId,
        @Nullable String activityId,
        @Nullable String evidence) {

    /** A change that no process instance made. */
    public static final Origin OUTSIDE = new Origin(null, null, null);

    /** For what the change only comes upon. */
    Origin withoutEvidence() {
        return new Origin(processInstanceId, activityId, null);
    }
}
