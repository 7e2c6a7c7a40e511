package io.botstatus.upgrade;

import io.botstatus.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** Databases as earlier versions have left them, in {@code src/test/resources/upgrade}. {@link FixtureWriter} makes them. */
public final class Fixture {

    /** When everything in them happened. */
    static final Instant START = Instant.parse("2030-03-04T09:00:00Z");

    private Fixture() {}

    /** A new database with what that version has left. */
    static String restore(String version) {
        String database = TestDatabase.newDatabase();
        try (Connection connection = DriverManager.getConnection(database, "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql(version));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return database;
    }

    /** The SQL that creates the fixture's database. */
    public static String sql(String version) {
        try (InputStream file = Fixture.class.getResourceAsStream("/upgrade/" + version + ".sql.gz");
                GZIPInputStream sql = new GZIPInputStream(Objects.requireNonNull(file, version))) {
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
