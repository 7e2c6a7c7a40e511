package io.botstatus.provider;

import io.botstatus.status.Certainty;
import io.botstatus.status.Sender;
import org.jspecify.annotations.Nullable;

/**
 * Who wrote a message, as far as the platform tells.
 *
 * @param sender null if it does not tell
 * @param because what tells so, in the platform's own fields: {@code sender.type is user}
 * @param certainty whether the platform sets a person apart from the bot, or only tells that a message went out
 */
record Author(@Nullable Sender sender, String because, Certainty certainty) {

    /** What the platform says of a message's author, in one word of its own for each kind. */
    static Author of(Sender sender, String because) {
        return sender == Sender.HUMAN ? human(because) : new Author(sender, because, Certainty.GUESS);
    }

    static Author contact(String because) {
        return of(Sender.CONTACT, because);
    }

    /** A person, whom the platform sets apart from whatever a bot can send: nobody's word takes the message for the bot's. */
    static Author human(String because) {
        return new Author(Sender.HUMAN, because, Certainty.PROOF);
    }

    /** Most likely a person, since the message went out and the bot has not named it: it may be the bot's all the same. */
    static Author humanUnlessNamed(String because) {
        return new Author(Sender.HUMAN, because, Certainty.GUESS);
    }

    static Author bot(String because) {
        return of(Sender.BOT, because);
    }

    static Author workflow(String because) {
        return of(Sender.WORKFLOW, because);
    }

    /** A message that went to the contact, and may be anybody's. */
    static Author unknown(String because) {
        return new Author(null, because, Certainty.GUESS);
    }
}
