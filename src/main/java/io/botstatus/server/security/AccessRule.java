package io.botstatus.server.security;

import io.botstatus.server.security.login.Role;
import io.botstatus.web.token.PanelRole;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * One line of the table: a call and the roles that may make it.
 *
 * @param method null means every method
 * @param path a pattern as controllers have it; {@code contactId} is the contact that a panel's token must be for
 * @param roles beside the admin, who may make every call
 * @param panels the roles of panels' tokens for that contact
 */
record AccessRule(@Nullable HttpMethod method, String path, Set<Role> roles, Set<PanelRole> panels) {

    static AccessRule allow(@Nullable HttpMethod method, String path, Role... roles) {
        return new AccessRule(method, path, Arrays.stream(roles).collect(Collectors.toUnmodifiableSet()), Set.of());
    }

    AccessRule andPanels(PanelRole... allowed) {
        return new AccessRule(method, path, roles, Set.of(allowed));
    }

    boolean allows(Set<Role> granted) {
        return granted.contains(Role.ADMIN) || granted.stream().anyMatch(roles::contains);
    }

    RequestMatcher matcher() {
        PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
        RequestMatcher matcher = paths.matcher(method, path);
        // HEAD is allowed wherever GET is.
        return HttpMethod.GET.equals(method) ? head(matcher, paths.matcher(HttpMethod.HEAD, path)) : matcher;
    }

    private static RequestMatcher head(RequestMatcher get, RequestMatcher head) {
        return new RequestMatcher() {
            @Override
            public boolean matches(HttpServletRequest request) {
                return matcher(request).isMatch();
            }

            @Override
            public MatchResult matcher(HttpServletRequest request) {
                MatchResult result = get.matcher(request);
                return result.isMatch() ? result : head.matcher(request);
            }
        };
    }
}
