package io.botstatus.server.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;

/**
 * A real PostgreSQL that lives and dies with the server and keeps its data in the data folder.
 *
 * <p>Spring closes it after the connection pool, which takes its address from here, and so after everything that uses
 * the pool. There is no shutdown hook of its own that could come earlier.
 */
final class EmbeddedDatabase implements JdbcConnectionDetails, AutoCloseable {

    private final Postmaster postmaster;
    private final String password;

    private EmbeddedDatabase(Postmaster postmaster, String password) {
        this.postmaster = postmaster;
        this.password = password;
    }

    /**
     * Starts it, making it first where the folder has none.
     *
     * @throws EmbeddedDatabaseException PostgreSQL can't be unpacked, made or started; the message carries its words
     */
    static EmbeddedDatabase start(DataFolder folder) {
        try {
            Path passwordFile = folder.resolve("database-password");
            String password = PrivateFiles.secretIn(passwordFile);
            Path home = PostgresBinaries.unpackInto(folder);
            PostgresTool postgres = new PostgresTool(home, folder.resolve("postgresql-tool.log"));
            Path files = DatabaseFiles.in(folder, postgres, passwordFile);
            EmbeddedDatabase database = start(folder, Postmaster.start(folder, files, postgres), password);
            // Only now: until then a database server that a killed server left may run from them.
            PostgresBinaries.deleteAllBut(home, folder);
            return database;
        } catch (IOException | SQLException e) {
            throw new EmbeddedDatabaseException(folder.path(), e);
        }
    }

    /** A database server that nobody uses in the end is stopped again. */
    private static EmbeddedDatabase start(DataFolder folder, Postmaster postmaster, String password)
            throws IOException, SQLException {
        EmbeddedDatabase database = new EmbeddedDatabase(postmaster, password);
        try {
            DatabaseRoles.part(database.getJdbcUrl(), password, folder.resolve("database-superuser-password"));
            return database;
        } catch (IOException | SQLException | RuntimeException e) {
            try {
                postmaster.close();
            } catch (IOException notStopped) {
                e.addSuppressed(notStopped);
            }
            throw e;
        }
    }

    @Override
    public String getUsername() {
        return DatabaseRoles.LOGIN;
    }

    @Override
    public String getPassword() {
        return password;
    }

    @Override
    public String getJdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + postmaster.port() + "/postgres";
    }

    @Override
    public void close() {
        try {
            postmaster.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
