package io.botstatus.server.security;

import io.botstatus.server.security.login.Role;
import io.botstatus.server.security.token.SignedPanelTokens;
import io.botstatus.server.security.token.StreamRight;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Judges each call by the first of the {@link AccessRules} that matches it. A panel's token opens only the bot status of its
 * contact: it may read it, and change it if its role allows that, as long as the token lasts.
 */
final class Access {

    private final List<Judged> rules;
    private final Clock clock;

    Access(String api, Clock clock) {
        this.rules = AccessRules.of(api).stream()
                .map(rule -> new Judged(rule, rule.matcher()))
                .toList();
        this.clock = clock;
    }

    AuthorizationDecision judge(Supplier<Authentication> who, RequestAuthorizationContext context) {
        Authentication authentication = who.get();
        if (!authentication.isAuthenticated()) {
            return new AuthorizationDecision(false);
        }
        HttpServletRequest request = context.getRequest();
        Jwt panel = SignedPanelTokens.shownBy(authentication);
        if (panel != null) {
            return granted(opens(panel, request), authentication, request);
        }
        Set<Role> granted = Role.among(authentication.getAuthorities());
        Judged judged = firstFor(request);
        return granted(
                judged == null ? granted.contains(Role.ADMIN) : judged.rule().allows(granted), authentication, request);
    }

    private AuthorizationDecision granted(boolean granted, Authentication who, HttpServletRequest request) {
        if (granted) {
            StreamRight.of(who, clock.instant()).limit(request, clock);
        }
        return new AuthorizationDecision(granted);
    }

    private boolean opens(Jwt token, HttpServletRequest request) {
        Judged judged = firstFor(request);
        if (judged == null || !judged.rule().panels().contains(SignedPanelTokens.role(token))) {
            return false;
        }
        // Decoded as the controllers decode it.
        String contact = judged.matcher().matcher(request).getVariables().get("contactId");
        if (!SignedPanelTokens.contact(token).value().equals(contact)) {
            return false;
        }
        // It may have expired since it was read.
        return token.getExpiresAt() != null && clock.instant().isBefore(token.getExpiresAt());
    }

    private @Nullable Judged firstFor(HttpServletRequest request) {
        return rules.stream()
                .filter(judged -> judged.matcher().matches(request))
                .findFirst()
                .orElse(null);
    }

    private record Judged(AccessRule rule, RequestMatcher matcher) {}
}
