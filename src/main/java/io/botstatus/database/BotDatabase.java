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

/** The engine's database with the plugin's own tables in it. The constructor creates, upgrades or verifies the tables. */
public final class BotDatabase {

    /** Shorter than the lease of a job. */
    private static final Duration LONG = Duration.ofSeconds(45);

    private final DataSource dataSource;
    private final String engineSchema;
    private final boolean otherEngines;

    /**
     * Checks the database before anything is written to it.
     *
     * @param ownSchema whether to create and upgrade the tables; else they have to be there
     * @param engine how the engine names its own tables
     * @throws UnsuitableDatabaseException if the plugin cannot keep its promises on this database
     */
    public BotDatabase(DataSource dataSource, boolean ownSchema, EngineTables engine) {
        this.dataSource = dataSource;
        Connected connected = Connected.by(dataSource, engine);
        this.engineSchema = connected.schemaOfEngine();
        this.otherEngines = connected.otherEngine() != null;
        check(engine);
        BotSchema schema = new BotSchema(dataSource);
        if (ownSchema) {
            if (schema.isBehind()) {
                connected.refuseUnlessMayCreate();
            }
            schema.migrate();
        } else {
            schema.verify();
        }
    }

    /** The schema in which the connection finds the engine's tables, or in which the engine will create them. */
    public String engineSchema() {
        return engineSchema;
    }

    /** Whether other schemas of the database have engines. */
    public boolean hasOtherEngines() {
        return otherEngines;
    }

    /**
     * Checks that the engine's tables are those that the plugin reads.
     *
     * @throws UnsuitableDatabaseException if not
     */
    public void check(EngineTables engine) {
        engine.refuseUnlessIn(engineSchema);
    }

    /** Statements that join the transaction of the caller. Without a transaction each one commits alone. */
    public JdbcClient sql() {
        return JdbcClient.create(dataSource);
    }

    /**
     * A connection for as long as the caller keeps it, outside of any transaction of Spring's.
     *
     * @throws SQLException if none is available
     */
    public Connection connection() throws SQLException {
        return dataSource.getConnection();
    }

    /** Transactions for a thread of the plugin's own. They never join another transaction. */
    public TransactionTemplate transaction() {
        return new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    /**
     * Runs statements of a transaction that may take longer than the usual socket timeout of a connection.
     *
     * @param patience the timeout of each statement; a longer timeout of the connection, or none, stays
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
     * Allows each statement until the end of the caller's transaction the time of a batch of very many contacts on a slow database.
     * The pool restores the connection's usual timeout when it comes back.
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

    /** Returns the previous timeout in milliseconds. A longer one, or none, stays. */
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
}
