package io.botstatus.rules;

import io.botstatus.status.BotStatus;
import io.botstatus.status.hold.Effect;
import java.util.Set;

/** The outcome of a command, in the model and in the real system. */
sealed interface CommandOutcome {

    record Nothing() implements CommandOutcome {}

    /** The outcome of a message over the API, which tells less than the process does. */
    record Report(boolean duplicate, Effect effect, BotStatus status) implements CommandOutcome {

        static Report of(Effect effect, BotStatus status) {
            return new Report(effect == Effect.DUPLICATE, effect == Effect.DUPLICATE ? Effect.NONE : effect, status);
        }
    }

    /** The outcome of a message or a request to the engine. */
    record Result(Effect effect, Set<String> kept) implements CommandOutcome {}

    record Permit(boolean granted, String because, boolean duplicate, int remaining, BotStatus status)
            implements CommandOutcome {}

    /** The command was refused for this reason, and nothing was changed. */
    record Refused(String because) implements CommandOutcome {}
}
