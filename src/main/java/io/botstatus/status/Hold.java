package io.botstatus.status;

import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * One reason why the bot must keep quiet for one contact.
 *
 * @param until when it ends by itself; null: when somebody releases it
 * @param setBy who brought it about, as far as known
 * @param processInstanceId the {@code bot-pause} instance that waits for its end
 */
public record Hold(
        Cause cause,
        BotStatus status,
        Instant since,
        @Nullable Instant until,
        @Nullable String reason,
        @Nullable String setBy,
        @Nullable String processInstanceId) {

    /** The same hold if nobody but these messages had asked for it, never longer or harder than it is; null if none did. */
    @Nullable
    Hold asAskedBy(Collection<SeenMessages.Share> shares) {
        if (shares.isEmpty()) {
            return null;
        }
        BotStatus hardest = BotStatus.SNOOZED;
        Instant latest = Instant.MIN;
        for (SeenMessages.Share share : shares) {
            hardest = share.status().harderThan(hardest) ? share.status() : hardest;
            latest = Deadline.latest(latest, share.until());
        }
        BotStatus softer = hardest.harderThan(status) ? status : hardest;
        return new Hold(cause, softer, since, Deadline.earliest(until, latest), reason, setBy, processInstanceId);
    }

    boolean isLive(Instant now) {
        return until == null || until.isAfter(now);
    }
}
