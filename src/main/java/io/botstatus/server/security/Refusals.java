package io.botstatus.server.security;

import io.botstatus.database.Unavailable;
import io.botstatus.server.security.http.Caller;
import io.botstatus.server.security.http.Problem;
import io.botstatus.server.security.login.LoginPage;
import io.botstatus.server.security.login.LoginUnavailableException;
import io.botstatus.server.security.login.Role;
import io.botstatus.server.security.login.TooManyLoginsException;
import io.botstatus.server.security.token.SignedPanelTokens;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/** The answers to refused calls, each in a form that its caller can use. */
final class Refusals {

    private static final String WITHOUT_TOKEN =
            "The request lacks the token that this server's pages send with each change"
                    + " (X-XSRF-TOKEN). Reload the page.";

    private static final String BASIC = "Basic realm=\"Contact Bot Status\", charset=\"UTF-8\"";
    private static final String LOGINS =
            "Allowed: name and password by HTTP Basic (Authorization: Basic ...), or an API key, a panel's token or a"
                    + " token of the identity provider (Authorization: Bearer ...).";

    private Refusals() {}

    /**
     * People get the login page, and programs a challenge for each way to log in. Code of pages gets no such challenge, so that the
     * browser opens no dialog.
     */
    static AuthenticationEntryPoint askForLogin(String loginPage) {
        AuthenticationEntryPoint page = new LoginPage(loginPage);
        return (request, response, e) -> {
            if (e instanceof TooManyLoginsException tooMany) {
                response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(tooMany.seconds()));
                Problem.answer(
                        response,
                        HttpStatus.TOO_MANY_REQUESTS,
                        "Too many wrong passwords. The next one is looked at in " + tooMany.seconds()
                                + (tooMany.seconds() == 1 ? " second." : " seconds."));
            } else if (Caller.opensPage(request) && !Caller.bringsLogin(request)) {
                page.commence(request, response, e);
            } else if (Caller.isCodeOfAPage(request)) {
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Session realm=\"Contact Bot Status\"");
                Problem.answer(
                        response,
                        HttpStatus.UNAUTHORIZED,
                        "You are not logged in, or not any more. Reload the page to log in.");
            } else {
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, BASIC);
                response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"Contact Bot Status\"");
                Problem.answer(
                        response,
                        HttpStatus.UNAUTHORIZED,
                        (Caller.bringsLogin(request) ? e.getMessage() : "The request carries no login") + ". "
                                + LOGINS);
            }
        };
    }

    static AuthenticationEntryPoint ofToken() {
        return (request, response, e) -> {
            if (e instanceof LoginUnavailableException) {
                response.setHeader(HttpHeaders.RETRY_AFTER, Unavailable.RETRY_AFTER_SECONDS);
                Problem.answer(response, HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()));
                return;
            }
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
            if (!Caller.isCodeOfAPage(request)) {
                response.addHeader(HttpHeaders.WWW_AUTHENTICATE, BASIC);
            }
            Problem.answer(
                    response,
                    HttpStatus.UNAUTHORIZED,
                    "The token is not one of this server's, or its time is over, or it was revoked. " + LOGINS);
        };
    }

    /** Answers a known caller that may not make the call, or a page without its CSRF token. */
    static AccessDeniedHandler ofAccess() {
        return (request, response, e) -> Problem.answer(
                response, HttpStatus.FORBIDDEN, e instanceof CsrfException ? WITHOUT_TOKEN : detail(request));
    }

    private static String detail(HttpServletRequest request) {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        if (caller != null && SignedPanelTokens.shownBy(caller) != null) {
            return "The token opens the bot status of another contact, or of another role.";
        }
        Set<Role> roles = caller == null ? Set.of() : Role.among(caller.getAuthorities());
        return "You are logged in as %s, with %s, which is not enough for %s %s."
                .formatted(
                        caller == null ? "no one" : "'" + caller.getName() + "'",
                        roles.isEmpty()
                                ? "no role"
                                : roles.stream()
                                        .map(Role::word)
                                        .collect(Collectors.joining(", the role ", "the role ", "")),
                        request.getMethod(),
                        request.getRequestURI());
    }
}
