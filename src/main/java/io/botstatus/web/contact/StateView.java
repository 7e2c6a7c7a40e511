package io.botstatus.web.contact;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.botstatus.status.ContactState;
import io.botstatus.status.Hold;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A contact's bot status as JSON. */
public record StateView(
        String contactId,
        String status,
        boolean responding,
        String mode,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant reactivateAt,

        long epoch,
        List<HoldView> holds,
        RepliesView replies,
        String explanation) {

    public static StateView of(ContactState state) {
        return new StateView(
                state.contact().value(),
                state.status().word(),
                state.responding(),
                state.mode().word(),
                state.reactivateAt(),
                state.epoch(),
                state.holds().stream().map(HoldView::of).toList(),
                new RepliesView(
                        state.replies().used(),
                        state.replies().limit(),
                        state.replies().windowEndsAt()),
                state.explanation());
    }

    record HoldView(
            String cause,
            String status,
            @JsonFormat(shape = JsonFormat.Shape.STRING) Instant since,

            @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
            Instant until,

            @Nullable String reason,
            @Nullable String setBy,
            @Nullable String processInstanceId) {

        static HoldView of(Hold hold) {
            return new HoldView(
                    hold.cause().word(),
                    hold.status().word(),
                    hold.since(),
                    hold.until(),
                    hold.reason(),
                    hold.setBy(),
                    hold.processInstanceId());
        }
    }

    record RepliesView(
            int used,
            int limit,

            @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
            Instant windowEndsAt) {}
}
