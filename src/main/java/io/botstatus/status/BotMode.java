package io.botstatus.status;

import io.botstatus.base.LowerCaseEnum;

/**
 * What the bot may do, for every contact. It decides nothing else: pauses begin, last and end in every mode.
 */
public enum BotMode implements LowerCaseEnum {
    /** The bot neither answers nor drafts, and people change no status. */
    OFF,
    /** The bot drafts replies for contacts whose status is active, and a person sends them. */
    SUGGESTIVE,
    /** The bot answers contacts whose status is active. */
    AUTO_PILOT
}
