package io.botstatus.web.token;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keys for programs. Whoever guards the HTTP API makes them and knows them; where nobody does, there are none. */
public interface ApiKeys {

    /**
     * Makes a key.
     *
     * @param name whoever shows the key is called
     * @param roles what the key opens, in the words of whoever guards the API
     * @param by who asks for it
     * @param expiresAt from when on it opens nothing, or null
     * @return empty if another key that is not revoked has the name
     * @throws io.botstatus.base.InvalidValueException if one is no role
     */
    Optional<MadeKey> make(String name, List<String> roles, @Nullable String by, @Nullable Instant expiresAt);

    /** All keys, the newest first, revoked ones too. */
    List<ApiKey> all();

    /**
     * Ends a key, on all nodes at once. Doing so again changes nothing.
     *
     * @return what the key is now; empty if there is none of that id
     */
    Optional<ApiKey> revoke(String id, @Nullable String by);

    /**
     * What is known of a key; never the key itself.
     *
     * @param id stands in the key too, in front of its secret part
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
     * A key that was made just now.
     *
     * @param key to be shown once, and kept nowhere
     */
    record MadeKey(ApiKey known, String key) {

        /** Without the key. */
        @Override
        public String toString() {
            return known.toString();
        }
    }
}
