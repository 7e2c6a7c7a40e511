package io.botstatus.pause;

import io.botstatus.status.ContactId;

/** Somebody changed the contact's bot status since the caller looked at it. Nothing was changed. */
public final class StaleEpochException extends RuntimeException {

    StaleEpochException(ContactId contact, long expected, long current) {
        super(
                "The bot status of contact '%s' has changed meanwhile: its epoch is %d, not %d. Read it again and decide anew."
                        .formatted(contact, current, expected));
    }
}
