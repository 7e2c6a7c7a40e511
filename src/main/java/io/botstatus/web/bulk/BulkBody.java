package io.botstatus.web.bulk;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.botstatus.base.InvalidValueException;
import io.botstatus.base.Text;
import io.botstatus.bulk.Selection;
import io.botstatus.pause.StatusRequest;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.hold.Reactivation;
import io.botstatus.web.Body;
import io.botstatus.web.TrueOrFalse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person's request for many contacts.
 *
 * @param setBy another name than the caller's
 */
record BulkBody(
        @Nullable List<@Nullable String> contactIds,
        @Nullable Filter filter,
        @Nullable String status,
        @Nullable String reactivateAfter,
        @Nullable String reactivateAt,
        @Nullable String reason,
        @Nullable String setBy,

        @JsonDeserialize(using = TrueOrFalse.class) @Nullable
        Boolean dryRun)
        implements Body {

    StatusRequest request(@Nullable String person) {
        return StatusRequest.byPerson(
                BotStatus.of("status", status), Reactivation.of(reactivateAfter, reactivateAt), reason, person);
    }

    Selection selection() {
        if ((contactIds == null) == (filter == null)) {
            throw new InvalidValueException(
                    "filter",
                    filter == null ? null : "given beside contactIds",
                    "either contactIds or filter; {} is every contact that was ever paused or answered");
        }
        return filter == null
                ? Selection.Listed.of(Body.required("contactIds", contactIds, "a list"))
                : filter.matching();
    }

    /** The filter of the list of paused contacts. An empty one means every known contact. */
    record Filter(
            @Nullable String status,
            @Nullable String cause,
            @Nullable String search,

            @JsonDeserialize(using = TrueOrFalse.class) @Nullable
            Boolean paused)
            implements Body {

        Selection.Matching matching() {
            String begins = Text.optional("filter.search", search, 200);
            return new Selection.Matching(
                    status == null ? null : BotStatus.of("filter.status", status),
                    cause == null ? null : new Cause(cause),
                    begins == null ? "" : begins,
                    Boolean.TRUE.equals(paused));
        }
    }
}
