package io.botstatus.status;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The database of the engine with the plugin's own tables in it, created, upgraded or looked for when this is constructed. */
public final class BotDatabase {

    private final DataSource dataSource;

    /**
     * Checks the database.
     *
     * @param ownSchema whether to create and upgrade the tables; else they have to be there
     * @throws IllegalStateException if the plugin cannot keep its promises on this database
     */
    BotDatabase(DataSource dataSource, boolean ownSchema) {
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
