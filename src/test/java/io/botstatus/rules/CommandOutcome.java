package io.botstatus.rules;

import io.botstatus.status.BotStatus;
import io.botstatus.status.hold.Effect;
import java.util.Set;

/** What a command is answered, by the model and by the real thing. */
sealed interface CommandOutcome {

    record Nothing() implements CommandOutcome {}

    /** To a message over the API, which tells less than the process does. */
    record Report(boolean duplicate, Effect effect, BotStatus status) implements CommandOutcome {

        static Report of(Effect effect, BotStatus status) {
            return new Report(
                    effect == Effect.DUPLICATE,
                    Set.of(Effect.DUPLICATE, Effect.NOT_AUTOMATED).contains(effect) ? Effect.NONE : effect,
                    status);
        }
    }

    /** To a message or a request that the engine was sent. */
    record Result(Effect effect, Set<String> kept) implements CommandOutcome {}

    record Permit(boolean granted, String because, boolean duplicate, int remaining, BotStatus status)
            implements CommandOutcome {}

    /** Nothing was changed, because of this. */
    record Refused(String because) implements CommandOutcome {}
}
