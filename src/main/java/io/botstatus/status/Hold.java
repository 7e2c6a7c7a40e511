package io.botstatus.status;

import java.time.Instant;
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

    boolean isLive(Instant now) {
        return until == null || until.isAfter(now);
    }
}
