package io.botstatus.upgrade;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of the programs that this machine has, with those that the tests' own lacks: {@code pg_dump}, {@code pg_restore}.
 * Debian has them in {@code postgresql}, not on the path.
 */
final class MachinesPostgres implements AutoCloseable {

    private static final int PATIENCE = 120;

    private final Path programs;
    private final Path data;
    private final int port;

    private MachinesPostgres(Path programs, Path data, int port) {
        this.programs = programs;
        this.data = data;
        this.port = port;
    }

    /** The folder of the newest programs; empty if there are none. */
    static Optional<Path> programs() {
        File[] versions = new File("/usr/lib/postgresql").listFiles();
        Stream<Path> debian = versions == null
                ? Stream.of()
                : Arrays.stream(versions)
                        .map(version -> version.toPath().resolve("bin"))
                        .sorted(Comparator.reverseOrder());
        Stream<Path> path = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(Path::of);
        return Stream.concat(debian, path)
                .filter(folder -> Stream.of("initdb", "postgres", "pg_ctl", "pg_dump", "pg_restore")
                        .allMatch(program -> Files.isExecutable(folder.resolve(program))))
                .findFirst();
    }

    /** A new cluster, whose count of transactions begins at the beginning. */
    static MachinesPostgres start(Path folder) {
        Path programs = programs().orElseThrow();
        MachinesPostgres postgres = new MachinesPostgres(programs, folder.resolve("cluster"), freePort());
        postgres.run("initdb", "-D", postgres.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C");
        postgres.run(
                "pg_ctl",
                "-D",
                postgres.data,
                "-w",
                "-l",
                folder.resolve("log"),
                "-o",
                "-p " + postgres.port + " -c fsync=off -c listen_addresses=127.0.0.1 -c unix_socket_directories=",
                "start");
        return postgres;
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Runs {@code pg_dump} or {@code pg_restore} on this server. */
    void tool(String program, Object... arguments) {
        run(
                program,
                Stream.concat(Stream.of("-h", "127.0.0.1", "-p", port, "-U", "postgres"), Arrays.stream(arguments))
                        .toArray());
    }

    private void run(String program, Object... arguments) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            // PostgreSQL refuses to run as root. Inside a user namespace of its own, root is another user.
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(programs.resolve(program).toString());
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        try {
            Path output = Files.createTempFile("postgres", ".log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(PATIENCE, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(command + " failed: " + Files.readString(output));
            }
            Files.delete(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        run("pg_ctl", "-D", data, "-m", "immediate", "stop");
    }
}
