package io.botstatus.server.security.login;

import io.botstatus.database.Unavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The logins that a logout has ended, on all nodes of a database.
 *
 * <p>A user has at most about {@value #MOST_OF_A_NAME} rows. More are joined to one row, which ends all logins that expire no later
 * than any of them. So a user who logs out that often within a day is logged out everywhere.
 *
 * @see Login
 */
public final class EndedLogins {

    /** How many rows of one user are kept separately. */
    static final int MOST_OF_A_NAME = 100;

    /** Replaces the id: every login of that name which expires by the row's time. */
    private static final String ALL = "*";

    /** A cookie lives for half a day, and an unused session for half an hour. */
    private static final Duration KEPT = Duration.ofDays(1);

    private final JdbcClient sql;
    private final Clock clock;

    public EndedLogins(DataSource dataSource, Clock clock) {
        this.sql = JdbcClient.create(dataSource);
        this.clock = clock;
    }

    /** One login of one user. */
    public record Ended(String name, Login login) {}

    /**
     * Whether a logout has ended this login.
     *
     * @throws LoginUnavailableException if the database does not answer
     */
    boolean contains(String name, Login login) {
        return available(() -> sql.sql("""
            select exists (
                select from bot_ended_login
                 where name = :name and (login = :login or (login = '*' and expires_at >= :expiresAt)))\
            """)
                .param("name", name)
                .param("login", login.id())
                .param("expiresAt", at(login.expiresAt()))
                .query(Boolean.class)
                .single());
    }

    /** Those of the logins that a logout has ended, by one statement. */
    public Set<Ended> among(Collection<Ended> logins) {
        Set<String> ids = new HashSet<>();
        Set<String> names = new HashSet<>();
        logins.forEach(one -> {
            ids.add(one.login().id());
            names.add(one.name());
        });
        Set<Ended> ended = new HashSet<>();
        sql.sql("""
            select name, login, expires_at from bot_ended_login
             where name = any(:names) and (login = any(:ids) or login = '*')\
            """)
                .param("names", names.toArray(String[]::new))
                .param("ids", ids.toArray(String[]::new))
                .query((row, number) -> new Ended(
                        row.getString("name"),
                        new Login(
                                row.getString("login"),
                                row.getTimestamp("expires_at").toInstant())))
                .list()
                .forEach(row -> logins.stream().filter(one -> ends(row, one)).forEach(ended::add));
        return ended;
    }

    private static boolean ends(Ended row, Ended one) {
        return row.name().equals(one.name())
                && (row.login().id().equals(one.login().id())
                        || (row.login().id().equals(ALL)
                                && !one.login().expiresAt().isAfter(row.login().expiresAt())));
    }

    /**
     * Ends a login everywhere. Idempotent.
     *
     * @throws LoginUnavailableException if the database does not answer
     */
    void end(String name, Login login) {
        available(() -> {
            Instant now = clock.instant();
            sql.sql("""
                insert into bot_ended_login (name, login, expires_at, ended_at)
                values (:name, :login, :expiresAt, :now)
                on conflict (name, login) do nothing\
                """)
                    .param("name", name)
                    .param("login", login.id())
                    .param("expiresAt", at(login.expiresAt()))
                    .param("now", at(now))
                    .update();
            forgetOld(now);
            join(name, now);
            return true;
        });
    }

    /** Safe because it skips rows that another node is about to delete. */
    private void forgetOld(Instant now) {
        sql.sql("""
            delete from bot_ended_login
             where (name, login) in (select name, login from bot_ended_login
                                      where ended_at < :dayAgo for update skip locked)\
            """).param("dayAgo", at(now.minus(KEPT))).update();
    }

    /** Safe because one statement deletes the rows and inserts the one that replaces them: every reader sees one of the two. */
    private void join(String name, Instant now) {
        sql.sql("""
            with many as (
                select login, expires_at from bot_ended_login
                 where name = :name and login <> '*'
                   and (select count(*) from bot_ended_login where name = :name and login <> '*') > :most
                   for update skip locked),
            gone as (
                delete from bot_ended_login e using many m
                 where e.name = :name and e.login = m.login
                returning e.expires_at)
            insert into bot_ended_login as e (name, login, expires_at, ended_at)
            select :name, '*', max(expires_at), :now from gone having count(*) > 0
            on conflict (name, login) do update
               set expires_at = greatest(e.expires_at, excluded.expires_at), ended_at = excluded.ended_at\
            """)
                .param("name", name)
                .param("most", MOST_OF_A_NAME)
                .param("now", at(now))
                .update();
    }

    private static <T> T available(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            throw Unavailable.isCauseOf(e) ? new LoginUnavailableException(Unavailable.DETAIL, e) : e;
        }
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
