package io.botstatus.server.security.http;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/** The kind of a request's sender, by its headers: a person's browser, the code of a page, or a program. */
public final class Caller {

    private Caller() {}

    /** Whether a person's browser opens a page. */
    public static boolean opensPage(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        String mode = mode(request);
        return HttpMethod.GET.matches(request.getMethod())
                && accept != null
                && accept.contains("text/html")
                && (mode == null || mode.equals("navigate"));
    }

    /** Whether the code of a page sends it. Browsers say so over HTTPS, and our own pages always do. */
    public static boolean isCodeOfAPage(HttpServletRequest request) {
        String mode = mode(request);
        return request.getHeader("X-Requested-With") != null || (mode != null && !mode.equals("navigate"));
    }

    /** Whether the request has a login of its own, of a kind that is checked, so that no session authenticates it. */
    public static boolean bringsLogin(HttpServletRequest request) {
        return brings("Basic ", request) || bringsToken(request);
    }

    /** Whether it has a token, which only the code of a page or a program can add. */
    static boolean bringsToken(HttpServletRequest request) {
        return brings("Bearer ", request);
    }

    private static boolean brings(String scheme, HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header != null && header.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private static @Nullable String mode(HttpServletRequest request) {
        return request.getHeader("Sec-Fetch-Mode");
    }
}
