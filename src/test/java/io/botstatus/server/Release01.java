package io.botstatus.server;

import io.botstatus.server.postgres.DataFolder;
import io.botstatus.server.postgres.PostgresBinaries;
import io.botstatus.server.postgres.PostgresTool;
import io.botstatus.server.postgres.Postmaster;
import io.botstatus.server.postgres.PrivateFiles;
import io.botstatus.upgrade.Fixture;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A data folder as release 0.1 left it: its server logged in as the superuser that PostgreSQL was made with, and owned all. */
public final class Release01 {

    private Release01() {}

    /**
     * Creates the data folder with the database of that release's fixture.
     *
     * @param more statements that an operator added by hand
     */
    public static void leave(Path data, List<String> more) throws IOException, SQLException {
        try (DataFolder folder = DataFolder.claim(data)) {
            Path passwordFile = folder.resolve("database-password");
            String password = PrivateFiles.secretIn(passwordFile);
            PostgresTool postgres =
                    new PostgresTool(PostgresBinaries.unpackInto(folder), folder.resolve("postgresql-tool.log"));
            Path files = folder.resolve("db");
            // The call of 0.1; do not change it together with the server.
            postgres.run(
                    "initdb",
                    "-D",
                    files.toString(),
                    "--username=botstatus",
                    "--auth=scram-sha-256",
                    "--pwfile=" + passwordFile,
                    "--encoding=UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--data-checksums");
            try (Postmaster postmaster = Postmaster.start(folder, files, postgres)) {
                fill("jdbc:postgresql://127.0.0.1:" + postmaster.port() + "/postgres", password, more);
            }
        }
    }

    private static void fill(String url, String password, List<String> more) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "botstatus", password);
                Statement statement = connection.createStatement()) {
            statement.execute(Fixture.sql("0.1.0"));
            statement.execute("reset all"); // the fixture empties the search path
            for (String sql : more) {
                statement.execute(sql);
            }
        }
    }
}
