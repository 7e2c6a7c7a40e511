package io.botstatus.bulk;

import java.time.Instant;
import java.util.List;

/**
 * The next contacts of a bulk change, locked in the order of their ids until the transaction ends.
 *
 * @param contacts those that still match, now that no other transaction can change them
 * @param considered how many contacts were read, also those that do not match any more
 * @param last the last one that was read
 * @param more whether there may be others after it
 */
record Batch(BulkChange change, Instant now, List<String> contacts, int considered, String last, boolean more) {

    String[] ids() {
        return contacts.toArray(String[]::new);
    }
}
