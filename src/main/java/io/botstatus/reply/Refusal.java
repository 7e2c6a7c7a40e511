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
    /** Nothing but the message limit holds the bot back. */
    MESSAGE_LIMIT,
    SNOOZED,
    INACTIVE,
    /** Somebody or something changed the contact's bot status since the bot looked at it: the reply may be out of place. */
    EPOCH_CHANGED;

    /** What speaks against a reply in this state, the message limit's count aside. */
    static Optional<Refusal> of(ContactState state, @Nullable Long epoch) {
        if (state.mode() != BotMode.AUTO_PILOT) {
            return Optional.of(MODE);
        }
        if (state.status() != BotStatus.ACTIVE) {
            boolean limitAlone =
                    state.holds().stream().allMatch(hold -> hold.cause().equals(Cause.MESSAGE_LIMIT));
            return Optional.of(limitAlone ? MESSAGE_LIMIT : state.status() == BotStatus.INACTIVE ? INACTIVE : SNOOZED);
        }
        return epoch != null && epoch != state.epoch() ? Optional.of(EPOCH_CHANGED) : Optional.empty();
    }
}
