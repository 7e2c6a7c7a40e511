package io.botstatus.status;

import io.botstatus.base.LowerCaseEnum;

/** How sure the author of a message is, and who says so. A platform's delivery outweighs a caller's word. */
public enum Certainty implements LowerCaseEnum {
    /** A caller reports the message and does not know its author. The bot may still claim it. */
    UNSURE,
    /** A caller of the API, or a flow, states the author. */
    WORD,
    /**
     * A platform delivers the message and cannot tell a person from the bot, or a row of an older version says so. The bot may
     * still claim it.
     */
    GUESS,
    /** A platform's signed delivery distinguishes the person who wrote it from the bot. No caller's word outweighs it. */
    PROOF;

    /** Whether only callers have reported the message. They may have invented it. */
    public boolean isACallers() {
        return this == UNSURE || this == WORD;
    }
}
