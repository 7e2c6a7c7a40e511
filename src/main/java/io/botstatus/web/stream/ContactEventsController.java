package io.botstatus.web.stream;

import io.botstatus.base.InvalidValueException;
import io.botstatus.status.ContactId;
import io.botstatus.web.WebProperties;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One contact's bot status as server-sent events: the state at once, then every change. */
@RestController
class ContactEventsController {

    private final StatusStreams streams;

    ContactEventsController(StatusStreams streams) {
        this.streams = streams;
    }

    /**
     * @param longest how long the caller may watch, if that is shorter than a stream
     * @param caller the caller whose right may end earlier; null if it cannot
     */
    @GetMapping(WebProperties.PATH + "/contacts/{contactId}/bot-status/events")
    SseEmitter events(
            @PathVariable String contactId,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            @RequestAttribute(name = StreamLimit.ATTRIBUTE, required = false) @Nullable Duration longest,
            @RequestAttribute(name = StreamLimit.CALLER, required = false) @Nullable Object caller,
            HttpServletResponse response) {
        ContactId contact = ContactId.of(contactId);
        Long last = lastEventId(lastEventId);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // Proxies that buffer an answer would hold the events back.
        response.setHeader("X-Accel-Buffering", "no");
        return streams.open(contact, last, longest, caller);
    }

    private static @Nullable Long lastEventId(@Nullable String header) {
        if (header == null || header.isEmpty()) {
            return null;
        }
        if (!header.matches("\\d{1,18}")) {
            throw new InvalidValueException("Last-Event-ID", header, "the id of an event of this stream");
        }
        return Long.valueOf(header);
    }
}
