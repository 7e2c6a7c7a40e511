package io.botstatus.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * Knows the admin by name and password, in about a microsecond.
 *
 * <p>The slow hashes made for passwords protect stored ones, and would cost every reply of the bot a tenth of a second
 * of CPU: this hash is never stored, and a random salt keeps it useless outside this process. Safe for many threads.
 */
final class AdminAuthentication implements AuthenticationProvider {

    private final byte[] salt = new byte[32];
    private final byte[] expected;

    AdminAuthentication(AdminAccount admin) {
        new SecureRandom().nextBytes(salt);
        this.expected = hash(AdminAccount.NAME, admin.password());
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        byte[] given = hash(attempt.getName(), String.valueOf(attempt.getCredentials()));
        if (!MessageDigest.isEqual(expected, given)) { // takes equally long for every wrong one
            throw new BadCredentialsException("Unknown user or wrong password");
        }
        return UsernamePasswordAuthenticationToken.authenticated(
                AdminAccount.NAME, null, List.of(new SimpleGrantedAuthority("ROLE_ADMIN")));
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
