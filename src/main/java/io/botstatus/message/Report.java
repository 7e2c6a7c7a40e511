package io.botstatus.message;

import io.botstatus.status.BotStatus;
import io.botstatus.status.Effect;
import io.botstatus.status.Repeat;

/**
 * What a reported message brought about.
 *
 * @param effect paused, extended, none or ignored
 * @param status the contact's bot status after it
 */
public record Report(boolean duplicate, Effect effect, BotStatus status) {

    static Report of(Repeat outcome) {
        Effect effect =
                switch (outcome.effect()) {
                    case PAUSED, EXTENDED, IGNORED -> outcome.effect();
                    case RELEASED, NONE, DUPLICATE, NOT_AUTOMATED -> Effect.NONE;
                };
        return new Report(outcome.effect() == Effect.DUPLICATE, effect, outcome.status());
    }
}
