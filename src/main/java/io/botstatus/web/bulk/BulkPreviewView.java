package io.botstatus.web.bulk;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.botstatus.bulk.BulkPreview;
import io.botstatus.pause.StatusRequest;
import io.botstatus.web.contact.StateView;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a bulk change would meet, for a dry run: nothing was changed.
 *
 * @param contacts how many contacts it is about
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
