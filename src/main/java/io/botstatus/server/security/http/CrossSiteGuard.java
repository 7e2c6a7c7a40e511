package io.botstatus.server.security.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses changes that another web site sends through a logged-in person's browser.
 *
 * <p>A browser adds a remembered Basic login to every request to this server, from any page. A CSRF token would break every caller
 * of {@code /engine-rest} and {@code /api}. So the browser's headers decide: {@code Sec-Fetch-Site}, and without it (plain HTTP)
 * {@code Origin}. Programs send neither and pass. A request with a token passes too: no browser adds one on its own, and CORS
 * decides which sites may send one.
 */
public final class CrossSiteGuard extends OncePerRequestFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN = Set.of("same-origin", "none");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (READING.contains(request.getMethod()) || Caller.bringsToken(request) || fromHere(request)) {
            chain.doFilter(request, response);
        } else {
            Problem.answer(
                    response,
                    HttpStatus.FORBIDDEN,
                    "A page of another web site may not change anything on this server.");
        }
    }

    private static boolean fromHere(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return OWN.contains(site);
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin == null || sameHost(origin, request.getHeader(HttpHeaders.HOST));
    }

    private static boolean sameHost(String origin, @Nullable String host) {
        try {
            return URI.create(origin).getAuthority() != null
                    && URI.create(origin).getAuthority().equals(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
