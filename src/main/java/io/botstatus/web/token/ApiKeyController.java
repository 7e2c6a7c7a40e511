package io.botstatus.web.token;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.botstatus.base.InvalidValueException;
import io.botstatus.base.IsoTime;
import io.botstatus.base.ProblemType;
import io.botstatus.base.Text;
import io.botstatus.web.Body;
import io.botstatus.web.Person;
import io.botstatus.web.WebProperties;
import io.botstatus.web.token.ApiKeys.ApiKey;
import io.botstatus.web.token.ApiKeys.MadeKey;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Makes, lists and revokes API keys, for an admin. */
@RestController
@RequestMapping(path = WebProperties.PATH + "/api-keys", produces = MediaType.APPLICATION_JSON_VALUE)
class ApiKeyController {

    private static final int MAX_NAME = 200;

    /** More than there are roles. */
    private static final int MAX_ROLES = 10;

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final ApiKeys keys;
    private final Clock clock;

    ApiKeyController(ApiKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** Only this answer has the key. */
    @PostMapping
    ResponseEntity<MadeKeyView> make(@RequestBody ApiKeyBody body, HttpServletRequest request) {
        String name = Text.required("name", body.name(), MAX_NAME);
        MadeKey made = keys.make(name, roles(body.roles()), Person.of(request, null), expiresAt(body.expiresAfter()))
                .orElseThrow(() -> nameInUse(name));
        return ResponseEntity.created(URI.create("api-keys/" + made.known().id()))
                .cacheControl(CacheControl.noStore())
                .body(new MadeKeyView(made.known(), made.key()));
    }

    /** All keys, newest first, revoked ones too. */
    @GetMapping
    List<ApiKey> all() {
        return keys.all();
    }

    /** Revokes a key. Idempotent. */
    @DeleteMapping("/{id}")
    ApiKey revoke(@PathVariable String id, HttpServletRequest request) {
        return keys.revoke(id, Person.of(request, null))
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND,
                        new InvalidValueException("id", id, "the id of an API key").getMessage()));
    }

    private static ErrorResponseException nameInUse(String name) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.CONFLICT,
                "name is '%s', which another key has. Allowed: a new name, or revoke that key first.".formatted(name));
        problem.setType(ProblemType.NAME_IN_USE.uri());
        return new ErrorResponseException(HttpStatus.CONFLICT, problem, null);
    }

    private static List<String> roles(@Nullable List<@Nullable String> roles) {
        if (roles == null || roles.isEmpty() || roles.contains(null)) {
            throw new InvalidValueException("roles", roles, "a list of one or more roles");
        }
        if (roles.size() > MAX_ROLES) {
            throw new InvalidValueException(
                    "roles", roles.size() + " roles", "each role once, so at most " + MAX_ROLES);
        }
        return roles.stream().map(String::valueOf).toList();
    }

    private @Nullable Instant expiresAt(@Nullable String expiresAfter) {
        if (expiresAfter == null) {
            return null;
        }
        Duration lifetime = IsoTime.duration("expiresAfter", expiresAfter);
        if (lifetime.compareTo(SHORTEST) < 0) {
            throw new InvalidValueException("expiresAfter", expiresAfter, "a duration of at least " + SHORTEST);
        }
        return clock.instant().plus(lifetime);
    }

    record ApiKeyBody(
            @Nullable String name,
            @Nullable List<@Nullable String> roles,
            @Nullable String expiresAfter) implements Body {}

    record MadeKeyView(@JsonUnwrapped ApiKey known, String key) {}
}
