package io.botstatus.server;

import io.botstatus.web.PanelRole;
import io.botstatus.web.StreamLimit;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Whoever is logged in may do everything; who comes with a panel's token may see the bot status of its contact, and change it if
 * its role says so, and nothing else.
 */
final class PanelAccess {

    private final List<RequestMatcher> seeing;
    private final RequestMatcher changing;
    private final Clock clock;

    PanelAccess(String api, Clock clock) {
        String status = api + "/contacts/{contactId}/bot-status";
        var paths = PathPatternRequestMatcher.withDefaults();
        this.seeing = Stream.of(status, status + "/events", status + "/history")
                .<RequestMatcher>map(path -> paths.matcher(HttpMethod.GET, path))
                .toList();
        this.changing = paths.matcher(HttpMethod.PUT, status);
        this.clock = clock;
    }

    AuthorizationDecision judge(Supplier<Authentication> who, RequestAuthorizationContext context) {
        Authentication authentication = who.get();
        if (authentication instanceof JwtAuthenticationToken panel) {
            return new AuthorizationDecision(opens(panel.getToken(), context.getRequest()));
        }
        return new AuthorizationDecision(
                authentication.isAuthenticated() && !(authentication instanceof AnonymousAuthenticationToken));
    }

    private boolean opens(Jwt token, HttpServletRequest request) {
        String contact = seeing.stream()
                .map(path -> contact(path, request))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(SignedPanelTokens.role(token) == PanelRole.AGENT ? contact(changing, request) : null);
        if (!SignedPanelTokens.contact(token).value().equals(contact)) {
            return false;
        }
        if (token.getExpiresAt() == null || !clock.instant().isBefore(token.getExpiresAt())) {
            return false; // over since it was read
        }
        request.setAttribute(StreamLimit.ATTRIBUTE, Duration.between(clock.instant(), token.getExpiresAt()));
        return true;
    }

    /** The contact that a path is about, decoded as the controllers decode it; null if it is another path. */
    private static @Nullable String contact(RequestMatcher path, HttpServletRequest request) {
        RequestMatcher.MatchResult match = path.matcher(request);
        return match.isMatch() ? match.getVariables().get("contactId") : null;
    }
}
