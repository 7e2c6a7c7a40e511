package io.botstatus.web.token;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.botstatus.base.InvalidValueException;
import io.botstatus.base.IsoTime;
import io.botstatus.base.LowerCaseEnum;
import io.botstatus.base.Text;
import io.botstatus.status.ContactId;
import io.botstatus.web.Body;
import io.botstatus.web.WebProperties;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Makes tokens for panels in pages of another site, for that site's own server. */
@RestController
class PanelTokenController {

    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MAX_NAME = 200;

    private final PanelTokens tokens;

    PanelTokenController(PanelTokens tokens) {
        this.tokens = tokens;
    }

    @PostMapping(path = WebProperties.PATH + "/panel-tokens", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<PanelTokenView> issue(@RequestBody PanelTokenBody body) {
        PanelTokens.PanelToken issued = tokens.issue(
                ContactId.of(body.contactId()),
                LowerCaseEnum.of(PanelRole.class, "role", body.role()),
                Text.required("person", body.person(), MAX_NAME),
                lifetime(body.expiresAfter()));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new PanelTokenView(issued.token(), issued.expiresAt()));
    }

    private static Duration lifetime(@Nullable String expiresAfter) {
        if (expiresAfter == null) {
            return LIFETIME;
        }
        Duration lifetime = IsoTime.duration("expiresAfter", expiresAfter);
        if (lifetime.compareTo(LONGEST) > 0 || lifetime.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new InvalidValueException("expiresAfter", expiresAfter, "a duration from PT1S to " + LONGEST);
        }
        return lifetime;
    }

    record PanelTokenBody(
            @Nullable String contactId,
            @Nullable String role,
            @Nullable String person,
            @Nullable String expiresAfter) implements Body {}

    record PanelTokenView(
            String token,
            @JsonFormat(shape = JsonFormat.Shape.STRING) Instant expiresAt) {}
}
