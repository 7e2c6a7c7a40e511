package io.botstatus.status;

import io.botstatus.base.InvalidValueException;
import io.botstatus.base.LowerCaseEnum;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What the bot does for one contact, from soft to hard: later constants silence the bot more firmly. */
public enum BotStatus implements LowerCaseEnum {
    /** Answers. */
    ACTIVE,
    /** Paused for a while, by a trigger, a workflow or a person. */
    SNOOZED,
    /** Off until a person or a workflow reactivates it, or until its deadline. */
    INACTIVE;

    /**
     * Checks the value.
     *
     * @throws InvalidValueException unless the word is active, snoozed or inactive
     */
    public static BotStatus of(String field, @Nullable Object word) {
        return LowerCaseEnum.of(BotStatus.class, field, word);
    }

    public boolean harderThan(BotStatus other) {
        return compareTo(other) > 0;
    }

    /** The status that follows from live holds: the hardest of them, active if there is none. */
    public static BotStatus of(Collection<Hold> live) {
        return live.stream().map(Hold::status).max(BotStatus::compareTo).orElse(ACTIVE);
    }
}
