package io.botstatus.web.bulk;

import io.botstatus.base.InvalidValueException;
import io.botstatus.bulk.BulkChange;
import io.botstatus.bulk.BulkChanges;
import io.botstatus.bulk.Selection;
import io.botstatus.pause.StatusRequest;
import io.botstatus.web.Page;
import io.botstatus.web.Person;
import io.botstatus.web.WebProperties;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Changes of many contacts, requested once and done in batches. */
@RestController
@RequestMapping(path = WebProperties.PATH + "/bot-status-changes", produces = MediaType.APPLICATION_JSON_VALUE)
class BulkController {

    private final BulkChanges bulk;
    private final Clock clock;

    BulkController(BulkChanges bulk, Clock clock) {
        this.bulk = bulk;
        this.clock = clock;
    }

    @PostMapping
    ResponseEntity<Object> change(@RequestBody BulkBody body, HttpServletRequest http) {
        StatusRequest request = body.request(Person.of(http, body.setBy()));
        Selection selection = body.selection();
        if (Boolean.TRUE.equals(body.dryRun())) {
            return ResponseEntity.ok(BulkPreviewView.of(request, bulk.preview(request, selection), clock.instant()));
        }
        BulkView view = view(bulk.change(request, selection));
        return ResponseEntity.accepted()
                .location(URI.create("bot-status-changes/" + view.id()))
                .body(view);
    }

    /** The latest changes, newest first. */
    @GetMapping
    List<BulkView> latest(@RequestParam(required = false) @Nullable String limit) {
        return bulk.latest(Page.limit(limit)).stream().map(this::view).toList();
    }

    @GetMapping("/{id}")
    BulkView progress(@PathVariable String id) {
        return known(id, bulk.find(uuid(id)));
    }

    /** Undoes the rest of a change. Idempotent. */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    BulkView undo(@PathVariable String id, HttpServletRequest http) {
        return known(id, bulk.undo(uuid(id), Person.of(http, null)));
    }

    private BulkView known(String id, Optional<BulkChange> change) {
        return change.map(this::view)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND,
                        new InvalidValueException("id", id, "the id of a bulk change").getMessage()));
    }

    private BulkView view(BulkChange change) {
        return BulkView.of(change, bulk.held(change), bulk.problem(change).orElse(null));
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw new InvalidValueException("id", id, "the id of a bulk change, a UUID");
        }
    }
}
