package io.botstatus.pause;

/** The bot mode is off, so a person cannot change a contact's status. Messages, limits and workflows still count. */
public final class BotOffException extends RuntimeException {

    public BotOffException() {
        super("The bot mode is off, so the bot answers nobody and a person cannot change a status."
                + " Allowed: a change while the mode is auto_pilot or suggestive.");
    }
}
