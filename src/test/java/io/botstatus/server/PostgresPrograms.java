package io.botstatus.server;

import io.botstatus.server.postgres.DataFolder;
import io.botstatus.server.postgres.PostgresBinaries;
import io.botstatus.server.postgres.PostgresTool;
import java.io.IOException;
import java.nio.file.Path;

/** The server's own PostgreSQL programs, for tests that damage a database server. */
public final class PostgresPrograms {

    private final PostgresTool tool;

    private PostgresPrograms(PostgresTool tool) {
        this.tool = tool;
    }

    public static PostgresPrograms unpackInto(Path folder) throws IOException {
        try (DataFolder claimed = DataFolder.claim(folder)) {
            return new PostgresPrograms(
                    new PostgresTool(PostgresBinaries.unpackInto(claimed), claimed.resolve("postgresql-tool.log")));
        }
    }

    /** Runs one of them to its end; one at a time. */
    public synchronized void run(String program, String... arguments) throws IOException {
        tool.run(program, arguments);
    }
}
