package io.botstatus.server.security.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationSuccessHandler;
import org.springframework.web.util.UriUtils;

/**
 * Sends a browser to the login page, and after the login to the page that it asked for.
 *
 * <p>The parameter {@code to} of the login page carries the path of that page. The server stores none of it, so no session exists
 * before a login. Only paths of this server count: any other value leads to the start page.
 */
public final class LoginPage extends LoginUrlAuthenticationEntryPoint {

    private static final String TO = "to";
    private static final String START_PAGE = "/";

    /** A longer path leads to the start page. */
    private static final int LONGEST = 2_000;

    /** One slash: browsers read two, or a backslash, as the name of another server. */
    private static final Pattern OWN_PATH = Pattern.compile("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\]]*");

    private final String path;

    public LoginPage(String path) {
        super(path);
        this.path = path;
    }

    @Override
    protected String determineUrlToUseForThisRequest(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException e) {
        String query = request.getQueryString();
        String asked =
                request.getRequestURI().substring(request.getContextPath().length())
                        + (query == null ? "" : "?" + query);
        String to = to(asked);
        return to.isEmpty() ? path : path + "?" + to;
    }

    /**
     * The parameter that leads the browser back after the login; empty for the start page and for any value that is no path of this
     * server.
     */
    public static String to(@Nullable String asked) {
        String own = ownPath(asked);
        return own.equals(START_PAGE) ? "" : TO + "=" + UriUtils.encode(own, StandardCharsets.UTF_8);
    }

    /** The parameter of a request to the login page, checked in the same way. */
    public static String to(HttpServletRequest request) {
        return to(request.getParameter(TO));
    }

    /** Redirects to the page that the browser asked for before the login. */
    public static SimpleUrlAuthenticationSuccessHandler comeBack() {
        return new SimpleUrlAuthenticationSuccessHandler() {
            @Override
            protected String determineTargetUrl(HttpServletRequest request, HttpServletResponse response) {
                return ownPath(request.getParameter(TO));
            }
        };
    }

    private static String ownPath(@Nullable String asked) {
        return asked != null
                        && asked.length() <= LONGEST
                        && OWN_PATH.matcher(asked).matches()
                ? asked
                : START_PAGE;
    }
}
