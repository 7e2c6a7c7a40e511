package io.botstatus.server.security.login;

import io.botstatus.server.security.login.Accounts.Account;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Authenticates people and programs by name and password.
 *
 * <ol>
 *   <li>A password that was right before is recognized in about a microsecond, by a fast hash that is never stored. A random salt
 *       makes it useless outside this process. The slow password hash would cost every reply of the bot a tenth of a second.
 *   <li>{@link LoginThrottle} slows down any other password. It comes after the first step, so that guesses at a name do not lock
 *       out its user.
 *   <li>Then it is compared with the slow hash, in one of the {@link HashingThreads}. An unknown name takes as long as a known one.
 * </ol>
 *
 * <p>Safe for many threads.
 */
public final class PasswordLogins implements AuthenticationProvider {

    private final Accounts accounts;
    private final LoginThrottle throttle;
    private final HashingThreads lanes = new HashingThreads();
    private final byte[] salt = new byte[32];
    private final Map<String, byte[]> known = new ConcurrentHashMap<>(); // one for each account

    public PasswordLogins(Accounts accounts, LoginThrottle throttle) {
        this.accounts = accounts;
        this.throttle = throttle;
        new SecureRandom().nextBytes(salt);
        known.put(AdminAccount.NAME, hash(AdminAccount.NAME, accounts.admin().password()));
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String name = attempt.getName();
        String password = String.valueOf(attempt.getCredentials());
        Account account = accounts.find(name);
        byte[] given = hash(name, password);
        boolean right = isKnown(name, given)
                || lanes.in(name, account != null, () -> compare(name, password, given, account, address(attempt)));
        if (account == null || !right) {
            throw new BadCredentialsException("Unknown user or wrong password");
        }
        return UsernamePasswordAuthenticationToken.authenticated(name, null, Role.authorities(account.roles()));
    }

    /** Compares one at a time for each name, so that parallel guesses are counted like sequential ones. */
    private boolean compare(String name, String password, byte[] given, @Nullable Account account, String address) {
        if (isKnown(name, given)) { // by an earlier call in this lane
            return true;
        }
        throttle.check(name, address);
        if (!PasswordHash.matches(password, slowHash(account))) {
            throttle.failed(name, address);
            return false;
        }
        known.put(name, given);
        return true;
    }

    private boolean isKnown(String name, byte[] given) {
        byte[] right = known.get(name);
        return right != null && MessageDigest.isEqual(right, given);
    }

    /** The admin's password has no slow hash, and was compared already. */
    private static String slowHash(@Nullable Account account) {
        return account == null || account.name().equals(AdminAccount.NAME) ? PasswordHash.OF_NOBODY : account.secret();
    }

    private static String address(Authentication attempt) {
        return attempt.getDetails() instanceof WebAuthenticationDetails details
                ? String.valueOf(details.getRemoteAddress())
                : "";
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    private byte[] hash(String name, String password) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(salt);
            sha256.update(name.getBytes(StandardCharsets.UTF_8));
            sha256.update((byte) 0); // so that "ab" + "c" is not "a" + "bc"
            return sha256.digest(password.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
