package io.botstatus.faults;

import io.botstatus.server.PostgresPrograms;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A real PostgreSQL server which can be stopped, crashed and frozen, and comes back at the same address with the same data. */
final class Postgres implements AutoCloseable {

    static final String USER = "postgres";
    static final int MAX_CONNECTIONS = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final PostgresPrograms programs;
    private final Path data;
    private final int port;

    private Postgres(PostgresPrograms programs, Path data, int port) {
        this.programs = programs;
        this.data = data;
        this.port = port;
    }

    static Postgres create(Path folder, Path data) throws IOException {
        PostgresPrograms programs = PostgresPrograms.unpackInto(folder);
        programs.run("initdb", "-D", data.toString(), "-U", USER, "--auth=trust", "--encoding=UTF8", "--locale=C");
        Postgres postgres = new Postgres(programs, data, freePort());
        postgres.start();
        // It is no child of this process, and would outlive one that is broken off.
        Runtime.getRuntime().addShutdownHook(new Thread(postgres::endIfAlive));
        return postgres;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    /** Starts it, if it does not run; tried again while the remains of a killed one are in the way. */
    void start() throws IOException {
        Wait.until(PATIENCE, "PostgreSQL starts; see " + data.resolveSibling("postgresql.log"), () -> {
            if (answers()) {
                return true;
            }
            try {
                programs.run(
                        "pg_ctl",
                        "start",
                        "-D",
                        data.toString(),
                        "-l",
                        data.resolveSibling("postgresql.log").toString(),
                        "-o",
                        "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c timezone=UTC"
                                + " -c max_connections=" + MAX_CONNECTIONS
                                // Small enough for a small disk, which is full soon.
                                + " -c shared_buffers=64MB -c max_wal_size=96MB -c min_wal_size=32MB",
                        "-w",
                        "-t",
                        "30");
            } catch (IOException e) {
                return false;
            }
            return answers();
        });
    }

    /** Stops PostgreSQL as {@code pg_ctl stop} does: fast, or immediate, which is like a crash. */
    void stop(String mode) throws IOException {
        programs.run("pg_ctl", "stop", "-D", data.toString(), "-m", mode, "-w", "-t", "60");
    }

    void kill() throws IOException {
        signal("KILL", List.of(postmaster()));
    }

    private void endIfAlive() {
        try {
            kill();
        } catch (IOException e) {
            // stopped in good order
        }
    }

    /** One backend dies of a crash of its own: PostgreSQL ends all others and recovers. */
    void killBackend(Random random) throws IOException, SQLException {
        List<Long> backends = sql("postgres")
                .sql(
                        "select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()")
                .query(Long.class)
                .list();
        if (!backends.isEmpty()) {
            signal("KILL", List.of(backends.get(random.nextInt(backends.size()))));
        }
    }

    /** Ends every second connection of the nodes. */
    void endEverySecond(Connection ours) throws SQLException {
        try (Statement statement = ours.createStatement()) {
            statement.execute("""
                    select pg_terminate_backend(pid) from pg_stat_activity
                     where backend_type = 'client backend' and pid % 2 = 0 and application_name <> 'faults'""");
        }
    }

    void freeze() throws IOException {
        signal("STOP", all());
    }

    void thaw() throws IOException {
        signal("CONT", all());
    }

    private List<Long> all() throws IOException {
        long postmaster = postmaster();
        List<Long> all = ProcessHandle.of(postmaster).stream()
                .flatMap(ProcessHandle::children)
                .map(ProcessHandle::pid)
                .collect(Collectors.toCollection(ArrayList::new));
        all.add(0, postmaster);
        return all;
    }

    private long postmaster() throws IOException {
        long process = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0));
        // The pid file of a killed one stays, and another process may have its number by now.
        if (ProcessHandle.of(process)
                .flatMap(handle -> handle.info().command())
                .filter(command -> command.endsWith("postgres"))
                .isEmpty()) {
            throw new IOException("No PostgreSQL runs in " + data);
        }
        return process;
    }

    /** A process that has ended is no failure: a backend may end on its own. */
    static void signal(String signal, List<Long> processes) throws IOException {
        for (long process : processes) {
            try {
                new ProcessBuilder("kill", "-" + signal, "" + process).start().waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    boolean answers() {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            return statement.execute("select 1");
        } catch (SQLException e) {
            // "too many clients already": it is there.
            return "53300".equals(e.getSQLState());
        }
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(port, database), USER, "");
    }

    /** Asks it directly, past every proxy. */
    JdbcClient sql(String database) {
        return JdbcClient.create(new DriverManagerDataSource(url(port, database), USER, ""));
    }

    static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database
                + "?ApplicationName=faults&connectTimeout=5&socketTimeout=20";
    }

    @Override
    public void close() throws IOException {
        try {
            stop("immediate");
        } catch (IOException e) {
            if (!(e.getCause() instanceof NoSuchFileException) && answers()) {
                throw e;
            }
        }
    }
}
