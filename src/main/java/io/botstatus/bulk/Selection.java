package io.botstatus.bulk;

import io.botstatus.base.InvalidValueException;
import io.botstatus.base.Text;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The contacts of a bulk change. */
public sealed interface Selection {

    /** The most contacts that a list may have. For more, use a filter. */
    int MAX_LISTED = 100_000;

    /**
     * Contacts by their ids, each once, in the order of their ids.
     */
    record Listed(List<ContactId> contacts) implements Selection {

        /**
         * Checks the number, and takes each contact once.
         *
         * @throws InvalidValueException if there is none, or more than {@link #MAX_LISTED}
         */
        public Listed {
            if (contacts.isEmpty() || contacts.size() > MAX_LISTED) {
                throw new InvalidValueException(
                        "contactIds",
                        contacts.size() + " contacts",
                        "from 1 to " + MAX_LISTED + "; a filter has no such bound");
            }
            contacts = contacts.stream().sorted().distinct().toList();
        }

        /**
         * Reads ids as callers and models write them.
         *
         * @throws InvalidValueException naming the index of the id that cannot be used
         */
        public static Listed of(Collection<? extends @Nullable Object> ids) {
            int[] place = {0};
            return new Listed(ids.stream()
                    .map(id -> new ContactId(
                            Text.required("contactIds[" + place[0]++ + "]", id, ContactId.MAX_CHARACTERS)))
                    .toList());
        }
    }

    /**
     * Every contact that was ever paused or answered and matches. Each contact is judged when its batch comes.
     *
     * @param status null: of any
     * @param cause only those with a live hold of this cause; null: with any or none
     * @param search only those whose ids begin with it; empty: all
     * @param paused only paused contacts, of any cause, as the list of paused contacts shows them
     */
    record Matching(@Nullable BotStatus status, @Nullable Cause cause, String search, boolean paused)
            implements Selection {}
}
