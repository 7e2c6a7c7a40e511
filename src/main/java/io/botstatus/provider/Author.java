package io.botstatus.provider;

import io.botstatus.status.Sender;
import org.jspecify.annotations.Nullable;

/**
 * Who wrote a message, as far as the platform tells.
 *
 * @param sender null if it does not tell
 * @param because what tells so, in the platform's own fields: {@code sender.type is user}
 */
record Author(@Nullable Sender sender, String because) {

    static Author contact(String because) {
        return new Author(Sender.CONTACT, because);
    }

    static Author human(String because) {
        return new Author(Sender.HUMAN, because);
    }

    static Author bot(String because) {
        return new Author(Sender.BOT, because);
    }

    static Author workflow(String because) {
        return new Author(Sender.WORKFLOW, because);
    }

    /** A message that went to the contact, and may be anybody's. */
    static Author unknown(String because) {
        return new Author(null, because);
    }
}
