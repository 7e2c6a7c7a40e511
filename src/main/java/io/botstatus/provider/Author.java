package io.botstatus.provider;

import io.botstatus.status.Certainty;
import io.botstatus.status.Sender;
import org.jspecify.annotations.Nullable;

/**
 * The author of a message, as far as the platform tells.
 *
 * @param sender null if it does not tell
 * @param because the deciding fields in the platform's own words: {@code sender.type is user}
 * @param certainty whether the platform distinguishes a person from the bot, or only tells that a message went out
 */
record Author(@Nullable Sender sender, String because, Certainty certainty) {

    /** The author that the platform's fields name. */
    static Author of(Sender sender, String because) {
        return sender == Sender.HUMAN ? human(because) : new Author(sender, because, Certainty.GUESS);
    }

    static Author contact(String because) {
        return of(Sender.CONTACT, because);
    }

    /** A person, where the platform tells people from bots. No claim makes the message the bot's. */
    static Author human(String because) {
        return new Author(Sender.HUMAN, because, Certainty.PROOF);
    }

    /** Most likely a person, since the message went out and the bot has not claimed it. It may still be the bot's. */
    static Author humanUnlessNamed(String because) {
        return new Author(Sender.HUMAN, because, Certainty.GUESS);
    }

    static Author bot(String because) {
        return of(Sender.BOT, because);
    }

    static Author workflow(String because) {
        return of(Sender.WORKFLOW, because);
    }

    /** The unknown author of a message that went to the contact. */
    static Author unknown(String because) {
        return new Author(null, because, Certainty.GUESS);
    }
}
