package io.botstatus.server.security.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Makes each {@code Location} a path of this server. Redirects would start with the request's {@code Host}, which a caller can
 * invent and a cache would give to others. A path with two slashes at its beginning would lead to another site.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RelativeRedirects extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final Pattern HOST = Pattern.compile("(?i)^(?:[a-z][a-z0-9+.-]*:)?[/\\\\]{2,}[^/\\\\?#]*");
    private static final Pattern SLASHES = Pattern.compile("^[/\\\\]+");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, new Relative(response));
    }

    /** The path with its query and fragment. */
    static String path(String location) {
        Matcher host = HOST.matcher(location);
        if (!host.find()) {
            return location;
        }
        String path = location.substring(host.end());
        return path.startsWith("?") || path.startsWith("#") || path.isEmpty()
                ? "/" + path
                : SLASHES.matcher(path).replaceFirst("/");
    }

    private static final class Relative extends HttpServletResponseWrapper {

        private Relative(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void sendRedirect(String location) throws IOException {
            super.sendRedirect(path(location));
        }

        @Override
        public void setHeader(String name, String value) {
            super.setHeader(name, inHeader(name, value));
        }

        @Override
        public void addHeader(String name, String value) {
            super.addHeader(name, inHeader(name, value));
        }

        private static String inHeader(String name, String value) {
            return value != null && HttpHeaders.LOCATION.equalsIgnoreCase(name) ? path(value) : value;
        }
    }
}
