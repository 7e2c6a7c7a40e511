package io.botstatus.server.security.token;

import io.botstatus.base.InvalidValueException;
import io.botstatus.base.LowerCaseEnum;
import io.botstatus.server.security.login.Accounts;
import io.botstatus.server.security.login.Role;
import io.botstatus.web.token.ApiKeys;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/**
 * API keys: {@code bsk_}, an id, and 256 random bits. A program sends its key as a bearer token (RFC 6750).
 *
 * <p>Each use is looked up, so a key that is revoked on one node is refused on all of them with the next call.
 */
public final class StoredApiKeys implements ApiKeys {

    private static final String PREFIX = "bsk_";
    /** The most that a list of them shows. */
    private static final int MOST = 1_000;

    private static final int ID_BYTES = 6;
    private static final int SECRET_BYTES = 32;

    private final ApiKeyStore store;
    private final Accounts accounts;
    private final SecureRandom random = new SecureRandom();

    public StoredApiKeys(DataSource dataSource, Clock clock, Accounts accounts) {
        this.store = new ApiKeyStore(dataSource, clock);
        this.accounts = accounts;
    }

    @Override
    public Optional<MadeKey> make(String name, List<String> roles, @Nullable String by, @Nullable Instant expiresAt) {
        if (accounts.find(name) != null) {
            throw new InvalidValueException("name", name, "a name that no user has");
        }
        if (store.valid() >= MOST) {
            throw new InvalidValueException(
                    "name", name, "at most " + MOST + " keys that are not revoked; revoke an unused one first");
        }
        List<String> words = roles.stream()
                .map(role -> LowerCaseEnum.of(Role.class, "roles", role).word())
                .distinct()
                .sorted()
                .toList();
        String id = HexFormat.of().formatHex(bytes(ID_BYTES));
        String key = PREFIX + id + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(SECRET_BYTES));
        return store.add(id, name, words, hash(key), by, expiresAt).map(known -> new MadeKey(known, key));
    }

    @Override
    public List<ApiKey> all() {
        return store.all();
    }

    @Override
    public Optional<ApiKey> revoke(String id, @Nullable String by) {
        return store.revoke(id, by);
    }

    static boolean isOne(String token) {
        return token.startsWith(PREFIX);
    }

    /**
     * Authenticates the owner of this key.
     *
     * @throws BadCredentialsException if it is no key, revoked, or expired
     */
    Authentication authenticate(String key) {
        String[] parts = key.split("_", 3);
        ApiKey known = store.valid(parts.length == 3 ? parts[1] : "", hash(key))
                .orElseThrow(() -> new BadCredentialsException("The key is unknown, revoked, or its time is over"));
        if (accounts.find(known.name()) != null) { // the account is newer than the key
            throw new BadCredentialsException("The key has the name of a user");
        }
        store.used(known.id());
        UsernamePasswordAuthenticationToken who = UsernamePasswordAuthenticationToken.authenticated(
                known.name(),
                null,
                Role.authorities(known.roles().stream()
                        .map(word -> LowerCaseEnum.of(Role.class, "role", word))
                        .toList()));
        who.setDetails(new ShownKey(known.id(), known.expiresAt()));
        return who;
    }

    /** Those of the keys that are no longer active, by one statement. */
    Set<ShownKey> ended(Set<ShownKey> shown) {
        Set<String> valid = store.valid(shown.stream().map(ShownKey::id).collect(Collectors.toSet()));
        return shown.stream().filter(key -> !valid.contains(key.id())).collect(Collectors.toSet());
    }

    /**
     * The key of a request.
     *
     * @param expiresAt null if it lasts until it is revoked
     */
    record ShownKey(String id, @Nullable Instant expiresAt) {}

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] hash(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
