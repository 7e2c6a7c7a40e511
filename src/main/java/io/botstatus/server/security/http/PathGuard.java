package io.botstatus.server.security.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Refuses paths that have one meaning as written and another one decoded. Tomcat routes by the decoded path, and Spring by the
 * written one.
 *
 * <ol>
 *   <li>{@code .} or {@code ..} as a whole segment, in every spelling: {@code /actuator/health/%2e%2e/..}. A caller only loses a
 *       contact of that name.
 *   <li>A plain {@code ;} in a path of the API, since Spring reads the text after it as a parameter: {@code /api/contacts/a;b}
 *       would be the contact {@code a}.
 *   <li>Another spelling of a protected path: {@code /%65ngine-rest}, {@code /engine-rest;x}.
 * </ol>
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PathGuard extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private final String api;

    PathGuard(@Value("${botstatus.web.path:/api}") String api) {
        this.api = api;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (Arrays.stream(request.getRequestURI().split("/", -1)).anyMatch(PathGuard::isDots)) {
            refuse(response, "The path has '.' or '..' as a whole segment, which means a step between folders.");
        } else if (request.getServletPath().startsWith(api) // decoded, as Spring compares it
                && request.getRequestURI().contains(";")) {
            refuse(response, "The path has a ';', which would cut off the rest of a contact id. Write it as %3B.");
        } else if (!doorSpelledPlainly(request)) {
            refuse(
                    response,
                    "The path must begin with " + request.getContextPath() + request.getServletPath()
                            + ", spelled exactly so.");
        } else {
            chain.doFilter(request, response);
        }
    }

    private static void refuse(HttpServletResponse response, String detail) throws IOException {
        Problem.answer(response, HttpStatus.BAD_REQUEST, detail);
    }

    private static boolean doorSpelledPlainly(HttpServletRequest request) {
        return request.getHttpServletMapping().getMappingMatch() != MappingMatch.PATH
                || (request.getRequestURI() + "/")
                        .startsWith(request.getContextPath() + request.getServletPath() + "/");
    }

    private static boolean isDots(String segment) {
        String name = segment.split(";", 2)[0].toLowerCase(Locale.ROOT).replace("%2e", ".");
        return name.equals(".") || name.equals("..");
    }
}
