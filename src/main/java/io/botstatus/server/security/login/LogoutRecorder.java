package io.botstatus.server.security.login;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends a session whose login was ended by a logout on another node, or in another session. It queries the database once for each
 * request.
 */
public final class LogoutRecorder extends OncePerRequestFilter {

    private final EndedLogins ended;
    private final RequestMatcher open;

    /**
     * Checks sessions.
     *
     * @param open public paths, which need no query
     */
    public LogoutRecorder(EndedLogins ended, RequestMatcher open) {
        this.ended = ended;
        this.open = open;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getSession(false) == null || open.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        Login login = LoginDetails.of(who);
        if (who != null && login != null && ended.contains(who.getName(), login)) {
            SecurityContextHolder.clearContext();
            HttpSession session = request.getSession(false);
            if (session != null) {
                session.invalidate();
            }
        }
        chain.doFilter(request, response);
    }
}
