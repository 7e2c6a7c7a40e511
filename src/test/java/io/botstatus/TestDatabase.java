package io.botstatus;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One real PostgreSQL a test run, with a new database for each caller. {@code -Dpostgres=shared_buffers=4GB,max_wal_size=8GB} sets
 * its parameters.
 */
public final class TestDatabase {

    private static final EmbeddedPostgres POSTGRES = start();
    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestDatabase() {}

    public static String newDatabase() {
        String name = "test_" + COUNT.incrementAndGet();
        try (Connection connection = POSTGRES.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return POSTGRES.getJdbcUrl("postgres", name);
    }

    /** The port of PostgreSQL. */
    public static int port() {
        return POSTGRES.getPort();
    }

    /** A connection to none of the new databases, to query them as a whole. */
    public static JdbcClient outside() {
        return JdbcClient.create(POSTGRES.getPostgresDatabase());
    }

    private static EmbeddedPostgres start() {
        EmbeddedPostgres.Builder postgres = EmbeddedPostgres.builder();
        Pattern.compile("(\\w+)=([^,]+)")
                .matcher(System.getProperty("postgres", ""))
                .results()
                .forEach(setting -> postgres.setServerConfig(setting.group(1), setting.group(2)));
        try {
            return postgres.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
