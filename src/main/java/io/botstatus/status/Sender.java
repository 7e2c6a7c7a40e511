package io.botstatus.status;

import io.botstatus.base.LowerCaseEnum;

/** Who wrote a message. */
public enum Sender implements LowerCaseEnum {
    /** The contact. Such a message never changes the bot status. */
    CONTACT,
    /** A person who writes by hand. */
    HUMAN,
    /** The bot. */
    BOT,
    /** A workflow, campaign or other automation than the bot. */
    WORKFLOW
}
