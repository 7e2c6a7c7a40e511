package io.botstatus.web.contact;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.botstatus.status.BotEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One event of a contact's history as JSON. */
public record EventView(
        long id,
        @JsonFormat(shape = JsonFormat.Shape.STRING) Instant at,
        String type,
        String cause,
        String before,
        String after,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant until,

        @Nullable String setBy,
        @Nullable String reason,
        @Nullable String processInstanceId,
        @Nullable String activityId,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String evidence) {

    public static EventView of(BotEvent event) {
        return new EventView(
                event.id(),
                event.at(),
                event.type().word(),
                event.cause().word(),
                event.before().word(),
                event.after().word(),
                event.until(),
                event.setBy(),
                event.reason(),
                event.processInstanceId(),
                event.activityId(),
                event.evidence());
    }
}
