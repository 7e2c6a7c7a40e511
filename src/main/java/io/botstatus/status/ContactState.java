package io.botstatus.status;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contact's bot status at one moment, and everything that explains it.
 *
 * @param reactivateAt when the bot comes back by itself; null if it is active, or does not come back by itself
 * @param epoch rises with every change of a hold; the passing of a deadline leaves it alone. 0 for a contact never paused
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

    /** Why the bot is silent, since when, by whom, until when and what would change it, in words. */
    public String explanation() {
        return Explanation.of(this);
    }
}
