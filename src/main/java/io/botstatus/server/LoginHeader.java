package io.botstatus.server;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Who calls, as the header {@code Authorization} says. */
final class LoginHeader {

    private LoginHeader() {}

    /** A token, which only the code of a page or program can have put there. */
    static boolean isToken(HttpServletRequest request) {
        return begins(request.getHeader(HttpHeaders.AUTHORIZATION), "Bearer ");
    }

    /** Any login of this request's own, so that no session speaks for it. */
    static boolean isThere(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) != null;
    }

    private static boolean begins(@Nullable String header, String scheme) {
        return header != null && header.regionMatches(true, 0, scheme, 0, scheme.length());
    }
}
