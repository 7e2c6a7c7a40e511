package io.botstatus.web;

import io.botstatus.process.StatusRequest;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Reactivation;
import org.jspecify.annotations.Nullable;

/** What a person asks for. */
record StatusBody(
        @Nullable String status,
        @Nullable String reactivateAfter,
        @Nullable String reactivateAt,
        @Nullable String reason)
        implements Body {

    StatusRequest request(@Nullable String person) {
        return StatusRequest.byPerson(
                BotStatus.of("status", status), Reactivation.of(reactivateAfter, reactivateAt), reason, person);
    }
}
