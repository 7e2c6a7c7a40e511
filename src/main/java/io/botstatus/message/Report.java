package io.botstatus.message;

import io.botstatus.status.BotStatus;
import io.botstatus.status.Sender;
import io.botstatus.status.hold.Effect;
import io.botstatus.status.hold.TriggerOutcome;
import org.jspecify.annotations.Nullable;

/**
 * The result of a reported message.
 *
 * @param sender the author: the bot, if it was recognized as the bot's own
 * @param evidence which fields tell the author; null if the caller only states it
 * @param effect paused, extended, released (a pause that it had caused was taken back), none or ignored
 * @param status the contact's bot status after it
 */
public record Report(
        Message message, Sender sender, @Nullable String evidence, boolean duplicate, Effect effect, BotStatus status) {

    static Report of(Message message, Sender sender, @Nullable String evidence, TriggerOutcome outcome) {
        Effect effect =
                switch (outcome.effect()) {
                    case PAUSED, EXTENDED, RELEASED, IGNORED -> outcome.effect();
                    case NONE, DUPLICATE -> Effect.NONE;
                };
        return new Report(message, sender, evidence, outcome.effect() == Effect.DUPLICATE, effect, outcome.status());
    }
}
