package io.botstatus.server.camunda;

import io.botstatus.server.postgres.WaitLoop;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one node at a time create the engine's tables: an advisory lock of the database. A node that dies loses its connection and
 * with it the lock.
 *
 * <p>The lock lasts as long as a transaction that does nothing else. A session's lock would stay in a pooler such as PgBouncer, which
 * gives the session to other clients.
 *
 * <p>It polls for the lock and does not wait for it inside the database. A waiting statement would look like a database that hangs,
 * and lose its connection.
 */
final class StartLock implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StartLock.class);

    /** The key of the lock, which no other program on this database may use: "botstatu" as ASCII. */
    private static final long LOCK = 0x626f747374617475L;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(10);

    /** Work under the lock may take long on a database with many jobs, and no caller waits for it. */
    static final int NO_LIMIT = 0;

    private final Connection connection;

    private StartLock(Connection connection) {
        this.connection = connection;
    }

    static StartLock take(DataSource dataSource) throws SQLException {
        Connection connection = dataSource.getConnection();
        connection.setNetworkTimeout(Runnable::run, NO_LIMIT);
        connection.setAutoCommit(false);
        WaitLoop wait = new WaitLoop(Duration.ofDays(1), BETWEEN_WORDS);
        while (!isTaken(connection)) {
            connection.rollback(); // a transaction that waits would keep PostgreSQL from cleaning up
            if (wait.isTimeForAWord()) {
                log.info("Another node is starting on this database; waiting until it has.");
            }
            wait.pause(BETWEEN_LOOKS);
        }
        execute(connection, "set local idle_in_transaction_session_timeout = 0");
        return new StartLock(connection);
    }

    private static boolean isTaken(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet taken = statement.executeQuery("select pg_try_advisory_xact_lock(" + LOCK + ")")) {
            return taken.next() && taken.getBoolean(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The pool restores the connection's auto-commit. */
    @Override
    public void close() throws SQLException {
        try (connection) {
            connection.rollback();
        }
    }
}
