package io.botstatus.bench;

import io.botstatus.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A runnable jar as a process of its own, on a database from an earlier start. */
final class ServerJar {

    private static final Path OURS = Path.of("target/camunda-bot-status-0.2.0-server.jar");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String name;
    private final Path jar;
    private final String database = TestDatabase.newDatabase();

    private ServerJar(String name, Path jar) {
        this.name = name;
        this.jar = jar;
    }

    static ServerJar ours() {
        return new ServerJar("the runnable jar", packed());
    }

    static ServerJar plain() {
        try {
            return new ServerJar("plain Camunda server, REST and web apps", PackedJar.plainServer(packed()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ServerJar flagService() throws IOException {
        return new ServerJar("a hand-written flag service", PackedJar.flagService(packed()));
    }

    JdbcClient sql() {
        return JdbcClient.create(new DriverManagerDataSource(database, "postgres", ""));
    }

    /** Starts it until this program ends, and returns its address. */
    String keepRunning(String... options) throws IOException, InterruptedException {
        Running server = run(options);
        Runtime.getRuntime().addShutdownHook(new Thread(server.process()::destroyForcibly));
        return "http://localhost:" + server.port();
    }

    private static Path packed() {
        if (!Files.exists(OURS)) {
            throw new IllegalStateException(OURS + " is missing: run with the phase package, not process-test-classes.");
        }
        return OURS;
    }

    /** Seconds until the engine's REST API answers, with any status. */
    Contender start() {
        return Contender.of(name, () -> {
            try (Running server = run()) {
                return server.seconds();
            }
        });
    }

    /** Megabytes of the idle process after a garbage collection. */
    Contender memory() {
        return Contender.of(name, () -> {
            try (Running server = run()) {
                for (int i = 0; i < 3; i++) {
                    Thread.sleep(2000); // at rest: background work after the start comes to its end
                    Tool.output(List.of("jcmd", "" + server.process().pid(), "GC.run"));
                }
                Thread.sleep(2000);
                Matcher resident = RESIDENT.matcher(
                        Files.readString(Path.of("/proc/" + server.process().pid() + "/status")));
                if (!resident.find()) {
                    throw new IllegalStateException("The server is gone.");
                }
                return Long.parseLong(resident.group(1)) / 1024.0;
            }
        });
    }

    private Running run(String... options) throws IOException, InterruptedException {
        int port = freePort();
        Path log = Path.of("target/bench", jar.getFileName() + ".log");
        Files.createDirectories(log.getParent());
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-jar", jar.toString()));
        ProcessBuilder java = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        java.environment()
                .putAll(Map.of(
                        "SERVER_PORT", "" + port,
                        "SPRING_DATASOURCE_URL", database,
                        "SPRING_DATASOURCE_USERNAME", "postgres",
                        "BOTSTATUS_DATA_DIR", "target/bench/data",
                        "BOTSTATUS_ADMIN_PASSWORD", FlagService.PASSWORD));
        long start = System.nanoTime();
        Process process = java.start();
        while (!answers(port)) {
            if (!process.isAlive() || System.nanoTime() - start > PATIENCE.toNanos()) {
                process.destroyForcibly();
                throw new IllegalStateException("The server does not start; see " + log);
            }
            Thread.sleep(20);
        }
        return new Running(process, port, (System.nanoTime() - start) / 1e9);
    }

    private boolean answers(int port) throws InterruptedException {
        try {
            URI engine = URI.create("http://localhost:" + port + "/engine-rest/engine");
            return http.send(HttpRequest.newBuilder(engine).build(), BodyHandlers.discarding())
                            .statusCode()
                    < 500;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private record Running(Process process, int port, double seconds) implements AutoCloseable {
        @Override
        public void close() {
            process.destroy();
            process.onExit().join();
        }
    }
}
