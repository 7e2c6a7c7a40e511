package io.botstatus.bulk;

import java.time.Instant;
import java.util.List;

/**
 * The contacts of a bulk change whose turn it is, locked in the order of their ids until the transaction ends.
 *
 * @param contacts who are still meant, now that nobody else can change them
 * @param considered how many the turn took, those too that are no longer meant
 * @param last the last one considered
 * @param more whether there may be others behind it
 */
record Batch(BulkChange change, Instant now, List<String> contacts, int considered, String last, boolean more) {

    String[] ids() {
        return contacts.toArray(String[]::new);
    }
}
