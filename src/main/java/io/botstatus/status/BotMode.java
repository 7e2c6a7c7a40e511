package io.botstatus.status;

import io.botstatus.base.LowerCaseEnum;

/** Whether the bot works automatically at all, for every contact. */
public enum BotMode implements LowerCaseEnum {
    /** The bot does nothing. */
    OFF,
    /** The bot suggests replies and a person sends them. */
    SUGGESTIVE,
    /** The bot answers automatically. Only in this mode can a pause silence it. */
    AUTO_PILOT
}
