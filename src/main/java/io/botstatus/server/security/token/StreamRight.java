package io.botstatus.server.security.token;

import io.botstatus.server.security.login.EndedLogins;
import io.botstatus.server.security.login.Login;
import io.botstatus.server.security.login.LoginDetails;
import io.botstatus.web.stream.StreamLimit;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * How long a caller may watch a stream of events: as long as the key or token lasts, and until the key is revoked or the person
 * logs out.
 *
 * @param expiresAt null without a known end
 * @param caller the caller for {@link EndedCallers}; null if nothing is stored about it that could be ended
 */
public record StreamRight(
        @Nullable Instant expiresAt, @Nullable Object caller) {

    /** Spring accepts an identity provider's token for so long after its expiry, since clocks differ. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    public static StreamRight of(Authentication who, Instant now) {
        if (who.getDetails() instanceof StoredApiKeys.ShownKey key) {
            return new StreamRight(key.expiresAt(), key);
        }
        if (who instanceof JwtAuthenticationToken token) {
            return new StreamRight(expiry(token.getToken(), SignedPanelTokens.shownBy(who) != null, now), null);
        }
        Login login = LoginDetails.of(who);
        return new StreamRight(null, login == null ? null : new EndedLogins.Ended(who.getName(), login));
    }

    private static @Nullable Instant expiry(Jwt token, boolean ours, Instant now) {
        Instant expiry = token.getExpiresAt();
        return expiry == null || ours || now.isBefore(expiry) ? expiry : expiry.plus(CLOCK_SKEW);
    }

    public void limit(HttpServletRequest request, Clock clock) {
        if (expiresAt != null) {
            request.setAttribute(StreamLimit.ATTRIBUTE, Duration.between(clock.instant(), expiresAt));
        }
        if (caller != null) {
            request.setAttribute(StreamLimit.CALLER, caller);
        }
    }
}
