package io.botstatus.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The database of the engine with the plugin's own tables in it, created, upgraded or looked for when this is constructed. */
public final class BotDatabase {

    /** Within the time for which the job executor locks a job. */
    private static final Duration LONG = Duration.ofSeconds(45);

    private final DataSource dataSource;

    /**
     * Checks the database.
     *
     * @param ownSchema whether to create and upgrade the tables; else they have to be there
     * @throws IllegalStateException if the plugin cannot keep its promises on this database
     */
    public BotDatabase(DataSource dataSource, boolean ownSchema) {
        this.dataSource = dataSource;
        check();
        BotSchema schema = new BotSchema(dataSource);
        if (ownSchema) {
            schema.migrate();
        } else {
            schema.verify();
        }
    }

    /** Statements that join the transaction of the caller, and commit by themselves where there is none. */
    public JdbcClient sql() {
        return JdbcClient.create(dataSource);
    }

    /**
     * A connection for as long as the caller keeps it, outside of any transaction of Spring's.
     *
     * @throws SQLException if there is none to be had
     */
    public Connection connection() throws SQLException {
        return dataSource.getConnection();
    }

    /** For work of a thread of the plugin's own: nobody else is in its transactions. */
    public TransactionTemplate transaction() {
        return new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    /**
     * Runs statements of a transaction that may take longer than a connection is commonly given before its database counts as
     * gone.
     *
     * @param patience how long each of them may take; where a connection has longer, or no limit, that stays
     */
    public void patiently(Duration patience, Runnable work) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            int usual = lengthen(connection, patience);
            work.run();
            connection.setNetworkTimeout(Runnable::run, usual);
        } catch (SQLException e) {
            throw gone(e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    /**
     * From now until the end of the caller's transaction each statement may take as long as a step for very many contacts does where
     * the database is slow. A pool gives a connection its usual limit again when it comes back.
     */
    public void expectLongStatements() {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            lengthen(connection, LONG);
        } catch (SQLException e) {
            throw gone(e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    /** The limit that was, in milliseconds. One that is longer, or none, stays. */
    private static int lengthen(Connection connection, Duration patience) throws SQLException {
        int usual = connection.getNetworkTimeout();
        if (usual > 0 && usual < patience.toMillis()) {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(patience.toMillis()));
        }
        return usual;
    }

    private static DataAccessResourceFailureException gone(SQLException e) {
        return new DataAccessResourceFailureException("The database connection is gone", e);
    }

    private void check() {
        try (Connection connection = dataSource.getConnection()) {
            String product = connection.getMetaData().getDatabaseProductName();
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (!product.equals("PostgreSQL") || version < 14) {
                throw new IllegalStateException(
                        "Contact bot status keeps its tables in PostgreSQL 14 or later, but the engine's"
                                + " database is " + product + " " + version + ".");
            }
            if (!connection.getAutoCommit()) {
                throw new IllegalStateException(
                        "The engine's connection pool hands out connections without auto-commit, so"
                                + " single statements would be lost. Set spring.datasource.hikari.auto-commit to true.");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The engine's database cannot be reached: " + e.getMessage(), e);
        }
    }
}
