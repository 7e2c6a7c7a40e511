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

/** Tells the engine who calls its REST API, and in which groups the roles put them, so that its own authorizations count. */
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
