package io.botstatus.status;

import org.jspecify.annotations.Nullable;

/** Where in the engine a change comes from, for the history: the process instance and the activity in it. */
public record Origin(
        @Nullable String processInstanceId, @Nullable String activityId) {

    /** A change that no process instance made. */
    public static final Origin OUTSIDE = new Origin(null, null);
}
