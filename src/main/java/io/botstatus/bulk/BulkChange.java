package io.botstatus.bulk;

import io.botstatus.base.LowerCaseEnum;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request that changes the bot status of many contacts, with its progress.
 *
 * @param selection a filter, or the fact that a list was given: the list itself is not kept
 * @param expected how many contacts matched at the time of the request
 * @param done how many contacts the change has passed
 * @param changed how many of these it has changed
 * @param finishedAt null while it runs
 * @param processInstanceId the instance of {@code bot-bulk-change} that works on it, or the last one that did
 */
public record BulkChange(
        UUID id,
        State state,
        BulkRequest request,
        Selection.@Nullable Matching selection,
        Instant requestedAt,
        long expected,
        long done,
        long changed,
        String lastContact,
        @Nullable Instant finishedAt,
        @Nullable String processInstanceId) {

    /** The state of a bulk change. */
    public enum State implements LowerCaseEnum {
        RUNNING,
        DONE,
        /** Given up: the requested deadline has passed. */
        STOPPED,
        /** The rest of it is being taken back. */
        UNDOING,
        UNDONE
    }
}
