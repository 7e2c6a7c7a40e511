package io.botstatus.web.token;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** API keys. The application that secures the HTTP API implements this. Without an implementation there are no keys. */
public interface ApiKeys {

    /**
     * Makes a key.
     *
     * @param name the name of every caller with this key
     * @param roles the roles of the key, in the words of the application
     * @param by the caller who requests it
     * @param expiresAt when the key expires, or null
     * @return empty if an active key has the name
     * @throws io.botstatus.base.InvalidValueException if one is no role
     */
    Optional<MadeKey> make(String name, List<String> roles, @Nullable String by, @Nullable Instant expiresAt);

    /** All keys, newest first, revoked ones too. */
    List<ApiKey> all();

    /**
     * Revokes a key on all nodes at once. Idempotent.
     *
     * @return the key after that; empty if no key has that id
     */
    Optional<ApiKey> revoke(String id, @Nullable String by);

    /**
     * The stored data of a key; never the key itself.
     *
     * @param id the first part of the key, before its secret part
     * @param lastUsedAt to the minute
     */
    record ApiKey(
            String id,
            String name,
            List<String> roles,
            @JsonFormat(shape = JsonFormat.Shape.STRING) Instant createdAt,
            @Nullable String createdBy,

            @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
            Instant expiresAt,

            @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
            Instant lastUsedAt,

            @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
            Instant revokedAt,

            @Nullable String revokedBy) {}

    /**
     * A new key.
     *
     * @param key shown once, and stored nowhere
     */
    record MadeKey(ApiKey known, String key) {

        /** Leaves out the key, which is a secret. */
        @Override
        public String toString() {
            return known.toString();
        }
    }
}
