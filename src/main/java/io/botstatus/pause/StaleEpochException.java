package io.botstatus.pause;

import io.botstatus.status.ContactId;

/** The contact's bot status has changed since the caller read it. Nothing was changed. */
public final class StaleEpochException extends RuntimeException {

    StaleEpochException(ContactId contact, long expected, long current) {
        super(
                "The bot status of contact '%s' has changed meanwhile: its epoch is %d, not %d. Read it again and decide anew."
                        .formatted(contact, current, expected));
    }
}
