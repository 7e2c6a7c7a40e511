package io.botstatus.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server as a process of its own, on a free port, with a log to read: the runnable jar, or what Maven starts. */
public final class ServerProcess implements AutoCloseable {

    /** Longer than any start on two processors that others keep busy. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Pattern LISTENS = Pattern.compile("Listens on\\s+http://localhost:(\\d+)");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final Path log;
    private int port;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    public static ServerProcess start(Path workFolder, Map<String, String> environment) throws IOException {
        return start(
                List.of(
                        java(),
                        "-XX:TieredStopAtLevel=1", // starts with less work; these servers do not live long enough for
                        // more
                        "-XX:+ExitOnOutOfMemoryError", // as docs/security.md says
                        "-jar",
                        jar()),
                workFolder,
                Files.createTempFile(workFolder, "server", ".log"),
                environment);
    }

    /** Runs a command that starts a server. */
    public static ServerProcess start(List<String> command, Path workFolder, Path log, Map<String, String> environment)
            throws IOException {
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(workFolder.toAbsolutePath().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Map<String, String> variables = new HashMap<>(environment);
        // The system picks it in the moment in which the server takes it: one picked before may go to the database.
        variables.putIfAbsent("SERVER_PORT", "0");
        process.environment().keySet().removeIf(name -> name.startsWith("SPRING_") || name.startsWith("BOTSTATUS_"));
        process.environment().putAll(variables);
        return new ServerProcess(process.start(), log);
    }

    /** The program that runs this test. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The runnable jar. */
    public static String jar() {
        return Objects.requireNonNull(System.getProperty("server.jar"), "run by failsafe, which names it");
    }

    public ServerProcess awaitReady() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!log().contains("Contact Bot Status is ready.")) {
            if (!process.isAlive() || System.nanoTime() > end) {
                close();
                throw new AssertionError("The server did not get ready:\n" + log());
            }
            process.waitFor(200, TimeUnit.MILLISECONDS);
        }
        Matcher listens = LISTENS.matcher(log());
        assertThat(listens.find()).as("the start notice names the port").isTrue();
        port = Integer.parseInt(listens.group(1));
        return this;
    }

    /** The output up to the end of the process. */
    public String awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("The server still runs:\n" + log());
        }
        return log();
    }

    /** The port, once the server is ready. */
    public int port() {
        return port;
    }

    int exitValue() {
        return process.exitValue();
    }

    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Stops it in the middle of what it does, by SIGSTOP: its connections stay. */
    public void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Lets it go on. */
    public void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    String terminate() throws InterruptedException {
        process.destroy();
        return awaitEnd();
    }

    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpResponse<String> get(String password, String path) throws IOException, InterruptedException {
        return get(password, port, path);
    }

    /** On another port of the same server. */
    HttpResponse<String> get(String password, int port, String path) throws IOException, InterruptedException {
        return http.send(request(password, port, path).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String password, String path, String type, String body)
            throws IOException, InterruptedException {
        return http.send(
                request(password, port, path)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String password, int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", authorization(password));
    }

    /** The header that lets in the admin. */
    static String authorization(String password) {
        byte[] login = ("admin:" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(login);
    }

    @Override
    public void close() {
        process.children().forEach(ProcessHandle::destroy); // of Maven: the server, in an order of its own
        process.destroy();
        try {
            process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            process.destroyForcibly();
        }
    }
}
