package io.botstatus.status;

import io.botstatus.base.LowerCaseEnum;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A query for one page of the paused contacts.
 *
 * @param status only contacts of this status; null: snoozed and inactive ones
 * @param cause only contacts with a live hold of this cause; null: of any
 * @param search only contacts whose ids begin with it; empty: all
 * @param order what the list is sorted by
 * @param after the last contact of the page before; null: from the first
 * @param limit how many at most
 */
public record PausedContacts(
        @Nullable BotStatus status,
        @Nullable Cause cause,
        String search,
        Order order,
        @Nullable Place after,
        int limit) {

    /** What the list is sorted by. */
    public enum Order implements LowerCaseEnum {
        CONTACT_ID,
        /** The contact that is reactivated first comes first. A contact without a deadline comes last. */
        REACTIVATE_AT
    }

    /**
     * A contact's place in the list.
     *
     * @param reactivateAt null if the contact has no deadline; not used in the order of ids
     */
    public record Place(@Nullable Instant reactivateAt, ContactId contact) {}
}
