package io.botstatus.web.contact;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.botstatus.reply.ReplyPermit;
import org.jspecify.annotations.Nullable;

/** The answer to the bot, as JSON. */
record PermitView(
        boolean granted,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String because,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean draft,
        boolean duplicate,
        int remaining,
        long epoch,
        String botStatus) {

    static PermitView of(ReplyPermit permit) {
        return new PermitView(
                permit.granted(),
                permit.because() == null ? null : permit.because().word(),
                permit.draft(),
                permit.duplicate(),
                permit.remaining(),
                permit.epoch(),
                permit.status().word());
    }
}
