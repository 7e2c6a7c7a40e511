package io.botstatus.server.security.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;

/**
 * CSRF protection. A session authenticates a request from any page. So each change by a session needs a token, which our pages read
 * from a cookie and send as a header, and another site's page cannot.
 *
 * <p>A browser has the token before its page needs it. A new login creates a new one, also the remembered login of an open page
 * after a restart: the page's next call returns the cookie.
 */
public final class CsrfForBrowsers extends CsrfTokenRequestAttributeHandler {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    public static CookieCsrfTokenRepository tokens() {
        CookieCsrfTokenRepository tokens = CookieCsrfTokenRepository.withHttpOnlyFalse();
        tokens.setCookieName("BOT-XSRF-TOKEN"); // Camunda's web apps have one with the usual name
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
        return tokens;
    }

    public static boolean isNeeded(HttpServletRequest request) {
        return !READING.contains(request.getMethod())
                && !Caller.bringsLogin(request)
                // Without a cookie there is no session to protect. A caller that is not logged in gets its own answer.
                && (request.getCookies() != null || request.getServletPath().equals("/login"))
                // Camunda's web apps have and check tokens of their own.
                && !request.getServletPath().startsWith("/camunda/");
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, Supplier<CsrfToken> token) {
        super.handle(request, response, token);
        if (!Caller.bringsLogin(request) && request.getCookies() != null) {
            token.get().getToken(); // sets its cookie
        }
    }
}
