package io.botstatus.server;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;

/** What whoever may not get in is told, each in a way of which something can be made. */
final class Refusals {

    private Refusals() {}

    /** People get the login page, programs a challenge for HTTP Basic, the code of pages no dialog of the browser's own. */
    static AuthenticationEntryPoint askForLogin(String loginPage) {
        AuthenticationEntryPoint page = new LoginUrlAuthenticationEntryPoint(loginPage);
        return (request, response, e) -> {
            if (Caller.opensPage(request) && !Caller.bringsLogin(request)) {
                page.commence(request, response, e);
            } else if (Caller.isCodeOfAPage(request)) {
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Session realm=\"Contact Bot Status\"");
                Problem.answer(
                        response,
                        HttpStatus.UNAUTHORIZED,
                        "You are not logged in, or not any more. Reload the page to log in.");
            } else {
                response.setHeader(
                        HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Contact Bot Status\", charset=\"UTF-8\"");
                Problem.answer(response, HttpStatus.UNAUTHORIZED, "Log in with HTTP Basic: " + e.getMessage() + ".");
            }
        };
    }

    static AuthenticationEntryPoint ofToken() {
        return (request, response, e) -> {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
            Problem.answer(
                    response,
                    HttpStatus.UNAUTHORIZED,
                    "The token is not one of this server's, or its time is over. Allowed: one that POST /api/panel-tokens"
                            + " has made, while it lasts.");
        };
    }

    static AccessDeniedHandler ofAccess() {
        return (request, response, e) -> Problem.answer(
                response,
                HttpStatus.FORBIDDEN,
                Caller.bringsToken(request)
                        ? "The token opens the bot status of another contact, or of another role."
                        : "The request lacks the token that this server's pages send with each change (X-XSRF-TOKEN). Reload"
                                + " the page.");
    }
}
