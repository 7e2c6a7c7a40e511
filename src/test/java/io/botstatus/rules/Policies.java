package io.botstatus.rules;

import io.botstatus.rules.BotStatusModel.Policy;
import io.botstatus.status.BotStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The answers of {@code policy-of-many-kinds.dmn}. */
final class Policies {

    private Policies() {}

    static Optional<Policy> manualMessage(String channel) {
        return switch (channel) {
            case "note" -> Optional.empty();
            case "chat" ->
                Optional.of(new Policy(BotStatus.SNOOZED, Duration.ofHours(2), null, true, Duration.ofHours(5)));
            case "complaint" -> Optional.of(new Policy(BotStatus.INACTIVE, Duration.ofHours(12), null, false, null));
            default -> Optional.of(new Policy(BotStatus.SNOOZED, Duration.ofHours(24), null, true, null));
        };
    }

    static Optional<Policy> workflowMessage() {
        return Optional.of(new Policy(BotStatus.SNOOZED, Duration.ofHours(1), null, false, null));
    }

    static Optional<Policy> messageLimit(int limit, Instant windowEndsAt) {
        return limit == 2
                ? Optional.empty()
                : Optional.of(new Policy(BotStatus.SNOOZED, null, windowEndsAt, false, null));
    }
}
