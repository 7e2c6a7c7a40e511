package io.botstatus.server.camunda;

import io.botstatus.server.security.login.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationProvider;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Logs the user of this request in to Cockpit, Tasklist and Admin, so that the user logs in only once.
 *
 * <p>Public with a public constructor, because Camunda's filter creates it by its class name.
 */
public final class WebAppLogin implements AuthenticationProvider {

    @Override
    public AuthenticationResult extractAuthenticatedUser(HttpServletRequest request, ProcessEngine engine) {
        Authentication user = SecurityContextHolder.getContext().getAuthentication();
        if (user == null || !user.isAuthenticated()) {
            return AuthenticationResult.unsuccessful();
        }
        EngineUsers.ensure(engine.getIdentityService(), user.getName());
        AuthenticationResult known = AuthenticationResult.successful(user.getName());
        known.setGroups(EngineUsers.groups(Role.among(user.getAuthorities())));
        return known;
    }

    /** Adds nothing: the security filter has already answered a request without a login. */
    @Override
    public void augmentResponseByAuthenticationChallenge(HttpServletResponse response, ProcessEngine engine) {}
}
