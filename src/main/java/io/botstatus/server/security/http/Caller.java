package io.botstatus.server.security.http;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/** Who sends a request, as far as its headers say so: a person's browser, the code of a page, or a program. */
public final class Caller {

    private Caller() {}

    /** A person's browser that opens a page. */
    public static boolean opensPage(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        String mode = mode(request);
        return HttpMethod.GET.matches(request.getMethod())
                && accept != null
                && accept.contains("text/html")
                && (mode == null || mode.equals("navigate"));
    }

    /** As browsers say of themselves over HTTPS, and our own pages everywhere. */
    public static boolean isCodeOfAPage(HttpServletRequest request) {
        String mode = mode(request);
        return request.getHeader("X-Requested-With") != null || (mode != null && !mode.equals("navigate"));
    }

    /** A login of this request's own, of a kind that is judged, so that no session speaks for it. */
    public static boolean bringsLogin(HttpServletRequest request) {
        return brings("Basic ", request) || bringsToken(request);
    }

    /** A token, which only the code of a page or program can have put there. */
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
