package io.botstatus.server.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running database server.
 *
 * <p>{@code pg_ctl} starts it in a session of its own, so that Ctrl-C in a terminal stops this server first and the database after
 * it.
 */
public final class Postmaster implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Postmaster.class);
    private static final int ATTEMPTS = 5;

    private static final List<String> SETTINGS = List.of(
            // Only this machine may connect, and only by TCP: a socket file would lie in a folder that every user can
            // write.
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=''",
            // Stated although they are the defaults: no acknowledged change is lost, not even by a power failure.
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "max_connections=100",
            "timezone=UTC",
            "log_timezone=UTC");

    private final Path database;
    private final PostgresTool postgres;
    private final int port;

    private Postmaster(Path database, PostgresTool postgres, int port) {
        this.database = database;
        this.postgres = postgres;
        this.port = port;
    }

    /**
     * Starts it on a free port. It retries, because another program may take the port first, a database server that a killed server
     * was just starting may appear only now, or its orphans may need a moment to end.
     */
    public static Postmaster start(DataFolder folder, Path database, PostgresTool postgres) throws IOException {
        for (int attempt = 1; ; attempt++) {
            OrphanedPostmaster.clear(folder, database, postgres);
            int port = freePort();
            Path serverLog = folder.resolve("postgresql.log");
            try {
                postgres.run(
                        "pg_ctl",
                        "start",
                        "-D",
                        database.toString(),
                        "-l",
                        serverLog.toString(),
                        "-o",
                        options(port),
                        "-w",
                        "-t",
                        "300");
                return new Postmaster(database, postgres, port);
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw new IOException(e.getMessage() + System.lineSeparator() + lastLines(serverLog), e);
                }
                log.warn("The database server did not start; trying again. {}", e.getMessage());
            }
        }
    }

    public int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        postgres.run("pg_ctl", "stop", "-D", database.toString(), "-m", "fast", "-w", "-t", "60");
    }

    private static String options(int port) {
        return "-p " + port + " -c " + String.join(" -c ", SETTINGS);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }

    private static String lastLines(Path file) throws IOException {
        List<String> lines = PostgresTool.read(file).lines().toList();
        return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }
}
