package io.botstatus.server;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;

/**
 * Lets a browser have its token before its page needs it. A new login makes a new token, also the one by which a page that is
 * open is known again after a restart: whatever it calls next brings it the cookie.
 */
final class CsrfForBrowsers extends CsrfTokenRequestAttributeHandler {

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, Supplier<CsrfToken> token) {
        super.handle(request, response, token);
        if (!LoginHeader.isThere(request) && request.getCookies() != null) {
            token.get().getToken(); // asked for, so that its cookie is set
        }
    }
}
