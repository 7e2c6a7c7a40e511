package io.botstatus.server.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;

/**
 * A real PostgreSQL that starts and stops with the server and keeps its data in the data folder.
 *
 * <p>Spring closes it after the connection pool, which takes its address from here, and so after every user of the pool. It has no
 * shutdown hook, which could come earlier.
 */
final class EmbeddedDatabase implements JdbcConnectionDetails, AutoCloseable {

    private final Postmaster postmaster;
    private final String password;

    private EmbeddedDatabase(Postmaster postmaster, String password) {
        this.postmaster = postmaster;
        this.password = password;
    }

    /**
     * Starts it, and creates it first if the folder has none.
     *
     * @throws EmbeddedDatabaseException if PostgreSQL cannot be unpacked, created or started; the message has its output
     */
    static EmbeddedDatabase start(DataFolder folder) {
        try {
            Path passwordFile = folder.resolve("database-password");
            String password = PrivateFiles.secretIn(passwordFile);
            Path home = PostgresBinaries.unpackInto(folder);
            PostgresTool postgres = new PostgresTool(home, folder.resolve("postgresql-tool.log"));
            Path files = DatabaseFiles.in(folder, postgres, passwordFile);
            EmbeddedDatabase database = start(folder, Postmaster.start(folder, files, postgres), password);
            // Comes here, because until now an orphaned database server may run from these programs.
            PostgresBinaries.deleteAllBut(home, folder);
            return database;
        } catch (IOException | SQLException e) {
            throw new EmbeddedDatabaseException(folder.path(), e);
        }
    }

    /** Starts a database server, and stops it again if a later step fails. */
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
