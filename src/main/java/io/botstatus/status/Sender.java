package io.botstatus.status;

/** Who wrote a message. */
public enum Sender implements Word {
    /** The contact: never changes the bot status. */
    CONTACT,
    /** A person, by hand. */
    HUMAN,
    /** The bot. */
    BOT,
    /** A workflow, campaign or other automation than the bot. */
    WORKFLOW
}
