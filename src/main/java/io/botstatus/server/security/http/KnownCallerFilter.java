package io.botstatus.server.security.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Records that the caller is known and may make this call. From here on a body has the limits of a known caller. */
public final class KnownCallerFilter extends OncePerRequestFilter {

    private static final String ATTRIBUTE = KnownCallerFilter.class.getName();

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        if (caller != null && caller.isAuthenticated() && !(caller instanceof AnonymousAuthenticationToken)) {
            request.setAttribute(ATTRIBUTE, true);
        }
        chain.doFilter(request, response);
    }

    static boolean isKnown(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) != null;
    }
}
