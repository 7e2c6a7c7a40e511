package io.botstatus.server.security;

import io.botstatus.server.security.Accounts.Account;
import java.util.HexFormat;
import java.util.UUID;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.authentication.rememberme.TokenBasedRememberMeServices;

/**
 * Logs a browser in anew without asking: a session is gone when the server starts again, and is no other node's. By a signed
 * cookie that nobody keeps; signed with the password too, so that a new one ends what was remembered.
 */
final class RememberedLogins extends TokenBasedRememberMeServices {

    /** By this the filter that reads the cookie and the one that believes it know each other. */
    static final String WITHIN_THIS_PROCESS = UUID.randomUUID().toString();

    private static final int SECONDS = 12 * 60 * 60;

    private final PanelKey key;

    RememberedLogins(Accounts accounts, PanelKey key) {
        super(WITHIN_THIS_PROCESS, name -> user(accounts, name));
        this.key = key;
        setCookieName("BOT-LOGIN");
        setTokenValiditySeconds(SECONDS);
        setCookieCustomizer(cookie -> cookie.setAttribute("SameSite", "Lax"));
    }

    /** What the cookie is signed with. */
    @Override
    public String getKey() {
        return HexFormat.of().formatHex(key.forPurpose("remembered logins").getEncoded());
    }

    private static UserDetails user(Accounts accounts, String name) {
        Account account = accounts.find(name);
        if (account == null) {
            throw new UsernameNotFoundException("Unknown user");
        }
        return User.withUsername(name)
                .password(account.secret())
                .authorities(Role.authorities(account.roles()))
                .build();
    }
}
