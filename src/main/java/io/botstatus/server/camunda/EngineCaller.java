package io.botstatus.server.camunda;

import io.botstatus.server.security.login.Role;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells the engine the caller of its REST API and the groups of the caller's roles, so that the engine's own authorizations apply.
 */
final class EngineCaller extends OncePerRequestFilter {

    private final ObjectProvider<IdentityService> identities;

    EngineCaller(ObjectProvider<IdentityService> identities) {
        this.identities = identities;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        IdentityService engine = identities.getObject();
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        try {
            engine.setAuthentication(caller.getName(), EngineUsers.groups(Role.among(caller.getAuthorities())));
            chain.doFilter(request, response);
        } finally {
            engine.clearAuthentication();
        }
    }
}
