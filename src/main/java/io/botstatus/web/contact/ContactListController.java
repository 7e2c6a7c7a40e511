package io.botstatus.web.contact;

import io.botstatus.base.InvalidValueException;
import io.botstatus.base.Text;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactStates;
import io.botstatus.status.PausedContacts;
import io.botstatus.web.Page;
import io.botstatus.web.WebProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists the paused contacts. */
@RestController
class ContactListController {

    private final ContactStates states;

    ContactListController(ContactStates states) {
        this.states = states;
    }

    @GetMapping(path = WebProperties.PATH + "/contacts", produces = MediaType.APPLICATION_JSON_VALUE)
    PausedView paused(
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String cause,
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit) {
        Sort by = Sort.of(sort);
        int size = Page.limit(limit);
        List<StateView> page = states
                .paused(new PausedContacts(
                        status == null ? null : pausedStatus(status),
                        cause == null ? null : new Cause(cause),
                        search(search),
                        by.order(),
                        after == null ? null : by.place(after),
                        size))
                .stream()
                .map(StateView::of)
                .toList();
        return new PausedView(page, page.size() < size ? null : by.next(page.get(size - 1)));
    }

    /** Refuses a path without an id. */
    @RequestMapping({WebProperties.PATH + "/contacts/", WebProperties.PATH + "/contacts//**"})
    void noId() {
        ContactId.of("");
    }

    private static String search(@Nullable String search) {
        String begins = Text.optional("search", search, 200);
        return begins == null ? "" : begins;
    }

    private static BotStatus pausedStatus(String word) {
        BotStatus status = BotStatus.of("status", word);
        if (status == BotStatus.ACTIVE) {
            // Contacts need no registration, so the server cannot list those that were never paused.
            throw new InvalidValueException("status", word, "snoozed or inactive; every contact not listed is active");
        }
        return status;
    }

    /** One page; {@code next} is the {@code after} of the next one, null if this was the last. */
    record PausedView(List<StateView> contacts, @Nullable String next) {}
}
