package io.botstatus.server.camunda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.botstatus.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** One node at a time starts on a database. */
class StartLockTest {

    private final DriverManagerDataSource database = new DriverManagerDataSource(TestDatabase.newDatabase());
    private final JdbcClient sql = JdbcClient.create(database);

    /** A pooler gives a session to others between transactions, and with it a lock that the session had. */
    @Test
    void theLockIsItsTransactions() throws Exception {
        try (StartLock held = StartLock.take(database)) {
            assertThat(held).isNotNull();
            assertThat(holders()).containsExactly("idle in transaction");
        }
        assertThat(holders()).isEmpty();
    }

    @Test
    void theNextNodeWaitsForIt() throws Exception {
        CompletableFuture<StartLock> next;
        try (StartLock held = StartLock.take(database)) {
            assertThat(held).isNotNull();
            next = CompletableFuture.supplyAsync(this::take);
            await().atMost(Duration.ofSeconds(30)).until(() -> sessions("state = 'idle' and query = 'ROLLBACK'") == 1);
            assertThat(next).isNotDone();
        }
        next.orTimeout(30, TimeUnit.SECONDS).join().close();
    }

    @Test
    void aNodeThatDiesLosesIt() throws Exception {
        StartLock.take(database);

        sql.sql(
                        "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())")
                .query()
                .listOfRows();

        StartLock.take(database).close();
    }

    private StartLock take() {
        try {
            return StartLock.take(database);
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    private List<String> holders() {
        return sql.sql("""
                        select a.state from pg_locks l join pg_stat_activity a using (pid)
                         where l.locktype = 'advisory'
                           and l.database = (select oid from pg_database where datname = current_database())""").query(String.class).list();
    }

    private int sessions(String which) {
        return sql.sql("select count(*) from pg_stat_activity where datname = current_database() and " + which)
                .query(Integer.class)
                .single();
    }
}
