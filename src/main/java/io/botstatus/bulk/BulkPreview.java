package io.botstatus.bulk;

import io.botstatus.status.ContactState;
import java.util.List;

/**
 * The contacts that a bulk change would affect.
 *
 * @param contacts how many
 * @param active how many of them are active now, including those that were never seen
 * @param sample the first of them as they are now
 */
public record BulkPreview(long contacts, long active, long snoozed, long inactive, List<ContactState> sample) {

    static final BulkPreview NOBODY = new BulkPreview(0, 0, 0, 0, List.of());

    BulkPreview plus(BulkPreview other) {
        return new BulkPreview(
                contacts + other.contacts,
                active + other.active,
                snoozed + other.snoozed,
                inactive + other.inactive,
                sample);
    }

    BulkPreview withSample(List<ContactState> first) {
        return new BulkPreview(contacts, active, snoozed, inactive, first);
    }
}
