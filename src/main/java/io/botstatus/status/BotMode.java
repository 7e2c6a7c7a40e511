package io.botstatus.status;

import io.botstatus.base.LowerCaseEnum;

/** Whether the bot works by itself at all, for every contact. */
public enum BotMode implements LowerCaseEnum {
    /** The bot does nothing. */
    OFF,
    /** The bot suggests replies and a person sends them. */
    SUGGESTIVE,
    /** The bot answers by itself: the one mode in which pausing has a meaning. */
    AUTO_PILOT
}
