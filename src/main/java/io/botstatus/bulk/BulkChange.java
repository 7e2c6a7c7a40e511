package io.botstatus.bulk;

import io.botstatus.base.LowerCaseEnum;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request that changes the bot status of many contacts, and how far it has come.
 *
 * @param selection of a list only that it is one: its contacts are not kept
 * @param expected how many contacts there were to change when it was asked for
 * @param done how many of them had their turn
 * @param changed for how many of these something changed
 * @param finishedAt null while it runs
 * @param processInstanceId the instance of {@code bot-bulk-change} that is at work, or was last
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

    /** How it goes. */
    public enum State implements LowerCaseEnum {
        RUNNING,
        DONE,
        /** Given up on the way: the bot mode is no longer auto_pilot, or the time for which it pauses is over. */
        STOPPED,
        /** What is left of it is being taken back. */
        UNDOING,
        UNDONE
    }
}
