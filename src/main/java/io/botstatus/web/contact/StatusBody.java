package io.botstatus.web.contact;

import io.botstatus.pause.StatusRequest;
import io.botstatus.status.BotStatus;
import io.botstatus.status.hold.Reactivation;
import io.botstatus.web.Body;
import org.jspecify.annotations.Nullable;

/**
 * A person's request for a status.
 *
 * @param setBy another name than the caller's
 */
record StatusBody(
        @Nullable String status,
        @Nullable String reactivateAfter,
        @Nullable String reactivateAt,
        @Nullable String reason,
        @Nullable String setBy)
        implements Body {

    StatusRequest request(@Nullable String person) {
        return StatusRequest.byPerson(
                BotStatus.of("status", status), Reactivation.of(reactivateAfter, reactivateAt), reason, person);
    }
}
