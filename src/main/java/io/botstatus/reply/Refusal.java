package io.botstatus.reply;

import io.botstatus.base.LowerCaseEnum;
import io.botstatus.status.BotMode;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a reply must not be sent. */
public enum Refusal implements LowerCaseEnum {
    /** The bot mode is not auto_pilot. */
    MODE,
    /** Only the message limit pauses the bot. */
    MESSAGE_LIMIT,
    SNOOZED,
    INACTIVE,
    /** The contact's bot status has changed since the bot read it, so the reply may be out of place. */
    EPOCH_CHANGED,
    /** Another reply to the same message of the contact was granted. */
    ANSWERED;

    /** The reason against a reply in this state, apart from the message limit's count. */
    static Optional<Refusal> of(ContactState state, @Nullable Long epoch) {
        if (state.mode() != BotMode.AUTO_PILOT) {
            return Optional.of(MODE);
        }
        return ofContact(state, epoch);
    }

    /** Whether the bot may write the reply as a draft for a person: the mode is suggestive and alone stands against it. */
    static boolean allowsDraft(ContactState state, @Nullable Long epoch) {
        return state.mode() == BotMode.SUGGESTIVE && ofContact(state, epoch).isEmpty();
    }

    private static Optional<Refusal> ofContact(ContactState state, @Nullable Long epoch) {
        if (state.status() != BotStatus.ACTIVE) {
            boolean limitAlone =
                    state.holds().stream().allMatch(hold -> hold.cause().equals(Cause.MESSAGE_LIMIT));
            return Optional.of(limitAlone ? MESSAGE_LIMIT : state.status() == BotStatus.INACTIVE ? INACTIVE : SNOOZED);
        }
        return epoch != null && epoch != state.epoch() ? Optional.of(EPOCH_CHANGED) : Optional.empty();
    }
}
