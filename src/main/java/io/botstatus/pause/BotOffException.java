package io.botstatus.pause;

import io.botstatus.status.BotMode;

/** The bot mode is not auto_pilot: the bot answers no contact, so a person has nothing to pause or reactivate. */
public final class NotAutomatedException extends RuntimeException {

    public NotAutomatedException(BotMode mode) {
        super("The bot mode is " + mode.word()
                + ", so the bot answers nobody by itself and there is no status to change."
                + " Allowed: a change while the mode is auto_pilot.");
    }
}
