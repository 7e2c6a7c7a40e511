package io.botstatus.server.security.login;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** The details of an authentication beside its name: the caller's address, and the login that it came from. */
public final class LoginDetails extends WebAuthenticationDetails {

    private static final long serialVersionUID = 1L;

    private final Login login;

    public LoginDetails(HttpServletRequest request, Login login) {
        super(request);
        this.login = login;
    }

    /** The login by the login page; null if the caller was authenticated otherwise. */
    public static @Nullable Login of(@Nullable Authentication authentication) {
        return authentication != null && authentication.getDetails() instanceof LoginDetails details
                ? details.login
                : null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other) && other instanceof LoginDetails that && login.equals(that.login);
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + login.hashCode();
    }
}
