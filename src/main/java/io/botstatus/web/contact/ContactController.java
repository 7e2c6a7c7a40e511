package io.botstatus.web.contact;

import io.botstatus.message.Messages;
import io.botstatus.pause.BotPauses;
import io.botstatus.pause.StatusRequest;
import io.botstatus.retention.ContactErasure;
import io.botstatus.retention.Forgotten;
import io.botstatus.status.BotEvents;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactState;
import io.botstatus.status.ContactStates;
import io.botstatus.web.Page;
import io.botstatus.web.Person;
import io.botstatus.web.WebProperties;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The calls about one contact: its bot status, its history, its messages, and to forget it. */
@RestController
@RequestMapping(path = WebProperties.PATH + "/contacts/{contactId}", produces = MediaType.APPLICATION_JSON_VALUE)
class ContactController {

    private final ContactStates states;
    private final BotEvents events;
    private final BotPauses pauses;
    private final Messages messages;
    private final ContactErasure erasure;
    private final Clock clock;

    ContactController(
            ContactStates states,
            BotEvents events,
            BotPauses pauses,
            Messages messages,
            ContactErasure erasure,
            Clock clock) {
        this.states = states;
        this.events = events;
        this.pauses = pauses;
        this.messages = messages;
        this.erasure = erasure;
        this.clock = clock;
    }

    @GetMapping("/bot-status")
    StateView status(@PathVariable String contactId, HttpServletResponse response) {
        return view(states.of(ContactId.of(contactId)), response);
    }

    @PutMapping("/bot-status")
    StateView change(
            @PathVariable String contactId,
            @RequestBody StatusBody body,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            HttpServletRequest request,
            HttpServletResponse response) {
        ContactId contact = ContactId.of(contactId);
        StatusRequest change = body.request(Person.of(request, body.setBy()));
        return view(pauses.request(contact, change, EpochTag.expected(ifMatch)), response);
    }

    @GetMapping("/bot-status/history")
    List<EventView> history(
            @PathVariable String contactId,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(required = false) @Nullable String limit) {
        return events.before(states.canonical(ContactId.of(contactId)), Page.before(before), Page.limit(limit)).stream()
                .map(EventView::of)
                .toList();
    }

    @PostMapping("/messages")
    ReportView report(@PathVariable String contactId, @RequestBody MessageBody body) {
        return ReportView.of(messages.report(body.message(ContactId.of(contactId), clock.instant())));
    }

    /** Forgets the contact. The answer has no body if nothing is left. */
    @DeleteMapping
    ResponseEntity<ForgottenView> forget(@PathVariable String contactId) {
        Forgotten forgotten = erasure.forget(ContactId.of(contactId));
        return forgotten.running().isEmpty()
                ? ResponseEntity.noContent().build()
                : ResponseEntity.ok(ForgottenView.of(forgotten));
    }

    private static StateView view(ContactState state, HttpServletResponse response) {
        // A ResponseEntity would answer If-None-Match with "not modified", but a deadline that passes changes the
        // status and not the epoch.
        response.setHeader(HttpHeaders.ETAG, EpochTag.of(state.epoch()));
        return StateView.of(state);
    }
}
