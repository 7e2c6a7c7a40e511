package io.botstatus.web;

import io.botstatus.process.StatusRequest;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Reactivation;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks for.
 *
 * @param setBy who, if it is not the caller
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
