package io.botstatus.server.security.login;

import io.botstatus.server.security.login.Accounts.Account;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.RememberMeAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.authentication.rememberme.AbstractRememberMeServices;
import org.springframework.security.web.authentication.rememberme.InvalidCookieException;

/**
 * Logs a browser in again without a prompt, because a session does not survive a restart and other nodes do not know it.
 *
 * <ol>
 *   <li>A login by the login page sets a cookie: name, expiry, the id of the {@link Login}, and an HMAC-SHA256 of these and of the
 *       password's hash. So a new password ends remembered logins. Nothing is stored.
 *   <li>A request with this cookie and without a session is logged in, unless the cookie has expired or a logout has ended the login.
 *   <li>A logout ends the session's login and the cookie's in {@link EndedLogins}, so no copy counts on any node. Only a cookie
 *       with a valid signature can add a row there.
 * </ol>
 */
public final class RememberedLogins extends AbstractRememberMeServices {

    /** The filter that reads the cookie proves itself by this to the provider that accepts it. */
    public static final String WITHIN_THIS_PROCESS = UUID.randomUUID().toString();

    static final String COOKIE = "BOT-LOGIN";

    private static final Pattern MILLIS = Pattern.compile("\\d{1,15}");
    private static final int PARTS = 4;

    private final Accounts accounts;
    private final SigningKey key;
    private final EndedLogins ended;
    private final Clock clock;

    public RememberedLogins(Accounts accounts, SigningKey key, EndedLogins ended, Clock clock) {
        super(WITHIN_THIS_PROCESS, name -> {
            throw new UsernameNotFoundException("Looked up with the cookie only");
        });
        this.accounts = accounts;
        this.key = key;
        this.ended = ended;
        this.clock = clock;
        setCookieName(COOKIE);
        setCookieCustomizer(cookie -> cookie.setAttribute("SameSite", "Lax"));
    }

    @Override
    protected void onLoginSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication) {
        Login login = LoginDetails.of(authentication);
        Account account = accounts.find(authentication.getName());
        if (login != null && account != null) {
            String expiry = Long.toString(login.expiresAt().toEpochMilli());
            setCookie(
                    new String[] {account.name(), expiry, login.id(), sign(account, expiry, login.id())},
                    (int) Login.REMEMBERED.toSeconds(),
                    request,
                    response);
        }
    }

    @Override
    protected String[] decodeCookie(String cookie) {
        try {
            return super.decodeCookie(cookie);
        } catch (IllegalArgumentException e) { // a percent sign without two digits after it
            throw new InvalidCookieException("Not encoded as this server does");
        }
    }

    @Override
    protected UserDetails processAutoLoginCookie(
            String[] parts, HttpServletRequest request, HttpServletResponse response) {
        Remembered remembered = read(parts);
        if (remembered == null || !clock.instant().isBefore(remembered.login.expiresAt())) {
            throw new InvalidCookieException("Not signed by this server, or expired");
        }
        if (ended.contains(remembered.getUsername(), remembered.login)) {
            throw new InvalidCookieException("Logged out");
        }
        return remembered;
    }

    /** The content of the cookie, if its signature is valid. */
    private @Nullable Remembered read(String[] parts) {
        if (parts.length != PARTS || !MILLIS.matcher(parts[1]).matches()) {
            return null;
        }
        Account account = accounts.find(parts[0]);
        if (account == null || !same(sign(account, parts[1], parts[2]), parts[3])) {
            return null;
        }
        return new Remembered(account, new Login(parts[2], Instant.ofEpochMilli(Long.parseLong(parts[1]))));
    }

    @Override
    protected Authentication createSuccessfulAuthentication(HttpServletRequest request, UserDetails user) {
        Remembered remembered = (Remembered) user;
        RememberMeAuthenticationToken known =
                new RememberMeAuthenticationToken(WITHIN_THIS_PROCESS, user, user.getAuthorities());
        known.setDetails(new LoginDetails(request, remembered.login));
        return known;
    }

    /**
     * Ends the login everywhere, then the cookie.
     *
     * @throws LoginUnavailableException if the database does not answer: the person is still logged in
     */
    @Override
    public void logout(
            HttpServletRequest request, HttpServletResponse response, @Nullable Authentication authentication) {
        Login login = LoginDetails.of(authentication);
        if (login != null && authentication != null) {
            ended.end(authentication.getName(), login);
        }
        Remembered remembered = inCookie(request);
        if (remembered != null && !remembered.login.equals(login)) {
            ended.end(remembered.getUsername(), remembered.login);
        }
        super.logout(request, response, authentication);
    }

    private @Nullable Remembered inCookie(HttpServletRequest request) {
        String cookie = extractRememberMeCookie(request);
        try {
            return cookie == null || cookie.isEmpty() ? null : read(decodeCookie(cookie));
        } catch (InvalidCookieException e) {
            return null;
        }
    }

    private String sign(Account account, String expiry, String login) {
        try {
            SecretKey secret = key.forPurpose("remembered logins");
            Mac mac = Mac.getInstance(secret.getAlgorithm());
            mac.init(secret);
            for (String part : new String[] {account.name(), expiry, login, account.secret()}) {
                mac.update(
                        (part.length() + ":" + part).getBytes(StandardCharsets.UTF_8)); // "ab" + "c" is not "a" + "bc"
            }
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HMAC-SHA256", e);
        }
    }

    private static boolean same(String signature, String given) {
        return MessageDigest.isEqual(
                signature.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    /** The user that a cookie names. */
    private static final class Remembered extends User {

        private static final long serialVersionUID = 1L;

        private final Login login;

        private Remembered(Account account, Login login) {
            super(account.name(), "", Role.authorities(account.roles()));
            this.login = login;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return super.equals(other) && other instanceof Remembered that && login.equals(that.login);
        }

        @Override
        public int hashCode() {
            return 31 * super.hashCode() + login.hashCode();
        }
    }
}
