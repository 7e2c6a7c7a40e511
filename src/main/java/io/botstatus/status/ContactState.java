package io.botstatus.status;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contact's bot status at one moment, with everything that explains it.
 *
 * @param reactivateAt when the bot becomes active without a person; null if it is active, or stays silent until released
 * @param epoch rises with every change of a hold, but not when a deadline passes. 0 for a contact that was never paused
 * @param holds the live holds, by cause
 */
public record ContactState(
        ContactId contact,
        BotStatus status,
        BotMode mode,
        @Nullable Instant reactivateAt,
        long epoch,
        List<Hold> holds,
        Replies replies) {

    /** Whether the bot may answer right now. */
    public boolean responding() {
        return mode == BotMode.AUTO_PILOT && status == BotStatus.ACTIVE;
    }

    /** Explains to people why the bot is silent, since when, until when, and what ends it. */
    public String explanation() {
        return Explanation.of(this);
    }
}
