package io.botstatus.server.security.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.catalina.Globals;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Serves behind a proxy that publishes this server below a path and cuts that path off. The proxy names it in
 * {@code X-Forwarded-Prefix}. The request then has it as a part of its context path, so redirects, cookies, Camunda's web apps and
 * signatures over the address see the address that the caller sees.
 *
 * <p>The header counts only from a proxy that Tomcat trusts ({@code server.tomcat.remoteip.internal-proxies}), as the other
 * {@code X-Forwarded-} headers do.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ProxyPrefix extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final String HEADER = "X-Forwarded-Prefix";

    /** A path of plain segments. Any other value, such as a second slash or a dot segment, is ignored. */
    private static final Pattern PATH = Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))[\\w.~-]+)+(?=/?$)");

    private static final int LONGEST = 200;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String given = request.getHeader(HEADER);
        boolean counts = given != null
                && Boolean.TRUE.equals(request.getAttribute(Globals.REQUEST_FORWARDED_ATTRIBUTE))
                && given.length() <= LONGEST
                && PATH.matcher(given).lookingAt();
        chain.doFilter(counts ? new Prefixed(request, given.replaceFirst("/$", "")) : request, response);
    }

    private static final class Prefixed extends HttpServletRequestWrapper {

        private final HttpServletRequest original;
        private final String prefix;

        private Prefixed(HttpServletRequest original, String prefix) {
            super(original);
            this.original = original;
            this.prefix = prefix;
        }

        @Override
        public String getContextPath() {
            return prefix + original.getContextPath();
        }

        @Override
        public String getRequestURI() {
            return prefix + original.getRequestURI();
        }

        @Override
        public StringBuffer getRequestURL() {
            StringBuffer address = original.getRequestURL();
            return address.insert(address.length() - original.getRequestURI().length(), prefix);
        }
    }
}
