package io.botstatus.status;

import io.botstatus.base.LowerCaseEnum;

/** Who says who wrote a message, and how sure that is. A platform's delivery counts for more than a caller's word. */
public enum Certainty implements LowerCaseEnum {
    /** A caller reports the message and does not know who wrote it. The bot may still name it as its own. */
    UNSURE,
    /** A caller of the API, or a flow, says so. */
    WORD,
    /** A platform delivers the message and can't tell a person from the bot, or an older version has noted it. The bot may still name it. */
    GUESS,
    /** A platform's own delivery sets the person who wrote it apart from the bot. No caller's word counts against it. */
    PROOF;

    /** Whether only callers have spoken of the message, who may have made it up. */
    public boolean isACallers() {
        return this == UNSURE || this == WORD;
    }
}
