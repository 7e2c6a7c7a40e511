package io.botstatus.web.bulk;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.botstatus.bulk.BulkPreview;
import io.botstatus.pause.StatusRequest;
import io.botstatus.web.contact.StateView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The contacts that a bulk change would affect, for a dry run. Nothing was changed.
 *
 * @param contacts how many contacts match
 * @param now how many of them have which status now
 * @param sample the first of them as they are now
 */
record BulkPreviewView(
        boolean dryRun,
        String status,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant reactivateAt,

        long contacts,
        Now now,
        List<StateView> sample) {

    static BulkPreviewView of(StatusRequest request, BulkPreview preview, Instant now) {
        return new BulkPreviewView(
                true,
                request.status().word(),
                request.reactivation().until(now),
                preview.contacts(),
                new Now(preview.active(), preview.snoozed(), preview.inactive()),
                preview.sample().stream().map(StateView::of).toList());
    }

    /** Contacts by their status. */
    record Now(long active, long snoozed, long inactive) {}
}
