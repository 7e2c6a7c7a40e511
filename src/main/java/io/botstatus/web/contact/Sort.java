package io.botstatus.web.contact;

import io.botstatus.base.InvalidValueException;
import io.botstatus.base.IsoTime;
import io.botstatus.status.ContactId;
import io.botstatus.status.PausedContacts;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The order of a list of contacts, and the text of a place in it: {@code next} of one page is {@code after} of the next. */
enum Sort {
    CONTACT_ID("contactId", PausedContacts.Order.CONTACT_ID) {
        @Override
        PausedContacts.Place place(String after) {
            return new PausedContacts.Place(null, ContactId.of(after));
        }

        @Override
        String next(StateView last) {
            return last.contactId();
        }
    },
    REACTIVATE_AT("reactivateAt", PausedContacts.Order.REACTIVATE_AT) {
        @Override
        PausedContacts.Place place(String after) {
            String[] parts = after.split("/", 2);
            if (parts.length < 2) {
                throw new InvalidValueException("after", after, "the next of the page before, in the same order");
            }
            Instant time = parts[0].equals(NEVER) ? null : IsoTime.instant("after", parts[0]);
            return new PausedContacts.Place(time, ContactId.of(parts[1]));
        }

        @Override
        String next(StateView last) {
            return (last.reactivateAt() == null ? NEVER : last.reactivateAt()) + "/" + last.contactId();
        }
    };

    private static final String NEVER = "never";

    private final String word;
    private final PausedContacts.Order order;

    Sort(String word, PausedContacts.Order order) {
        this.word = word;
        this.order = order;
    }

    static Sort of(@Nullable String word) {
        if (word == null || word.equals(CONTACT_ID.word)) {
            return CONTACT_ID;
        }
        if (word.equals(REACTIVATE_AT.word)) {
            return REACTIVATE_AT;
        }
        throw InvalidValueException.ofList("sort", word, List.of(CONTACT_ID.word, REACTIVATE_AT.word));
    }

    PausedContacts.Order order() {
        return order;
    }

    /** Reads the place from {@code after}. */
    abstract PausedContacts.Place place(String after);

    /** Writes the place of the last contact of a page. */
    abstract String next(StateView last);
}
