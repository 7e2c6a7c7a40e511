package io.botstatus.server.security.token;

import io.botstatus.web.token.ApiKeys.ApiKey;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of API keys. Each statement stands alone; none needs a transaction with another. */
final class ApiKeyStore {

    private static final String COLUMNS =
            " id, name, roles, created_at, created_by, expires_at, last_used_at, revoked_at, revoked_by ";

    private final JdbcClient sql;
    private final Clock clock;

    public ApiKeyStore(DataSource dataSource, Clock clock) {
        this.sql = JdbcClient.create(dataSource);
        this.clock = clock;
    }

    /** Adds a key; empty if an active key has the name. The index decides between two at the same moment. */
    Optional<ApiKey> add(
            String id, String name, List<String> roles, byte[] hash, @Nullable String by, @Nullable Instant expiresAt) {
        return sql.sql("""
                        insert into bot_api_key (id, name, roles, hash, created_at, created_by, expires_at)
                        values (:id, :name, :roles, :hash, :now, :by, :expiresAt)
                        on conflict (name) where revoked_at is null do nothing
                        returning\
                        """ + COLUMNS)
                .param("id", id)
                .param("name", name)
                .param("roles", roles.toArray(String[]::new))
                .param("hash", hash)
                .param("now", at(clock.instant()))
                .param("by", by)
                .param("expiresAt", expiresAt == null ? null : at(expiresAt))
                .query(ApiKeyStore::key)
                .optional();
    }

    /** The number of active keys. */
    int valid() {
        return sql.sql("select count(*) from bot_api_key where revoked_at is null")
                .query(Integer.class)
                .single();
    }

    /** All keys, newest first. */
    List<ApiKey> all() {
        return sql.sql("select" + COLUMNS + "from bot_api_key order by created_at desc, id limit 1000")
                .query(ApiKeyStore::key)
                .list();
    }

    /**
     * The active key with this id, if the hash is right. It is found by its primary key, so timing tells nothing about the hash.
     */
    Optional<ApiKey> valid(String id, byte[] hash) {
        return sql.sql("select" + COLUMNS + """
            from bot_api_key
            where id = :id and hash = :hash and revoked_at is null
              and (expires_at is null or expires_at > :now)\
            """)
                .param("id", id)
                .param("hash", hash)
                .param("now", at(clock.instant()))
                .query(ApiKeyStore::key)
                .optional();
    }

    /** Those of the ids whose keys are active. */
    Set<String> valid(Set<String> ids) {
        return Set.copyOf(sql.sql("""
            select id from bot_api_key
             where id = any(:ids) and revoked_at is null and (expires_at is null or expires_at > :now)\
            """)
                .param("ids", ids.toArray(String[]::new))
                .param("now", at(clock.instant()))
                .query(String.class)
                .list());
    }

    /** Records the use, at most once a minute, and never waits for another transaction that does the same. */
    void used(String id) {
        Instant now = clock.instant();
        sql.sql("""
            update bot_api_key set last_used_at = :now
             where id = (select id from bot_api_key
                          where id = :id and (last_used_at is null or last_used_at < :minuteAgo)
                            for update skip locked)\
            """)
                .param("id", id)
                .param("now", at(now))
                .param("minuteAgo", at(now.minusSeconds(60)))
                .update();
    }

    /** Revokes a key, once; returns the key after that. */
    Optional<ApiKey> revoke(String id, @Nullable String by) {
        return sql.sql("""
                        update bot_api_key
                           set revoked_by = case when revoked_at is null then :by else revoked_by end,
                               revoked_at = coalesce(revoked_at, :now)
                         where id = :id
                        returning\
                        """ + COLUMNS)
                .param("id", id)
                .param("by", by)
                .param("now", at(clock.instant()))
                .query(ApiKeyStore::key)
                .optional();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static ApiKey key(ResultSet row, int number) throws SQLException {
        Array roles = row.getArray("roles");
        return new ApiKey(
                row.getString("id"),
                row.getString("name"),
                Arrays.asList((String[]) roles.getArray()),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"),
                instant(row.getTimestamp("expires_at")),
                instant(row.getTimestamp("last_used_at")),
                instant(row.getTimestamp("revoked_at")),
                row.getString("revoked_by"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
