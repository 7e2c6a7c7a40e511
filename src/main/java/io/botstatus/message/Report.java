package io.botstatus.message;

import io.botstatus.status.BotStatus;
import io.botstatus.status.Sender;
import io.botstatus.status.hold.Effect;
import io.botstatus.status.hold.TriggerOutcome;
import org.jspecify.annotations.Nullable;

/**
 * What a reported message brought about.
 *
 * @param sender who wrote it: the bot, if it was known as the bot's own
 * @param evidence what tells so; null if whoever reported it just said so
 * @param effect paused, extended, released (a pause that it had brought about before was taken back), none or ignored
 * @param status the contact's bot status after it
 */
public record Report(
        Message message, Sender sender, @Nullable String evidence, boolean duplicate, Effect effect, BotStatus status) {

    static Report of(Message message, Sender sender, @Nullable String evidence, TriggerOutcome outcome) {
        Effect effect =
                switch (outcome.effect()) {
                    case PAUSED, EXTENDED, RELEASED, IGNORED -> outcome.effect();
                    case NONE, DUPLICATE, NOT_AUTOMATED -> Effect.NONE;
                };
        return new Report(message, sender, evidence, outcome.effect() == Effect.DUPLICATE, effect, outcome.status());
    }
}
