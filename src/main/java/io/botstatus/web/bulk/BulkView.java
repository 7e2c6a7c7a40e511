package io.botstatus.web.bulk;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.botstatus.bulk.BulkChange;
import io.botstatus.bulk.BulkRequest;
import io.botstatus.bulk.Selection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A bulk change and its progress.
 *
 * @param state running, done, stopped, undoing or undone
 * @param filter null if contacts were listed
 * @param expected how many contacts matched at the time of the request
 * @param done how many contacts the change has passed
 * @param changed how many of these it has changed
 * @param held how many it still pauses
 * @param problem why it does not go on; null if it does
 */
record BulkView(
        String id,
        String state,
        String status,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant reactivateAt,

        @Nullable String reason,
        @Nullable String setBy,
        @Nullable FilterView filter,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Instant requestedAt,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant finishedAt,

        long expected,
        long done,
        long changed,
        long held,
        @Nullable String processInstanceId,
        @Nullable String problem) {

    static BulkView of(BulkChange change, long held, @Nullable String problem) {
        BulkRequest request = change.request();
        return new BulkView(
                change.id().toString(),
                change.state().word(),
                request.status().word(),
                request.until(),
                request.reason(),
                request.setBy(),
                FilterView.of(change.selection()),
                change.requestedAt(),
                change.finishedAt(),
                change.expected(),
                change.done(),
                change.changed(),
                held,
                change.processInstanceId(),
                problem);
    }

    /** The filter of the change. */
    record FilterView(@Nullable String status, @Nullable String cause, String search, boolean paused) {

        static @Nullable FilterView of(Selection.@Nullable Matching filter) {
            return filter == null
                    ? null
                    : new FilterView(
                            filter.status() == null ? null : filter.status().word(),
                            filter.cause() == null ? null : filter.cause().word(),
                            filter.search(),
                            filter.paused());
        }
    }
}
