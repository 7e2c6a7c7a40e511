package io.botstatus.faults;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** One server of several, as a process of its own, with a network of its own to the database. Started again, it is at the same address. */
final class Node implements AutoCloseable {

    static final String PASSWORD = "a-password-for-faults";
    /** Longer than any start on two processors that others keep busy. */
    static final Duration START = Duration.ofMinutes(5);

    /**
     * The timeout of one answer of the database: longer than any fault that ends with an answer, so short that a round sees the end
     * of it.
     */
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final String name;
    private final int port;
    private final Proxy network;
    private final List<String> command;
    private final Path log;
    private Process process;

    Node(String name, Path folder, Postgres postgres, String database, List<String> options) throws IOException {
        this.name = name;
        port = Postgres.freePort();
        network = new Proxy(postgres.port());
        log = folder.resolve(name + ".log");
        command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classpath()));
        command.addAll(
                options.stream().filter(option -> option.startsWith("-D")).toList());
        command.addAll(List.of(
                NodeMain.class.getName(),
                "--server.port=" + port,
                "--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + network.port() + "/" + database,
                "--spring.datasource.username=" + Postgres.USER,
                "--spring.datasource.hikari.maximum-pool-size=12",
                "--spring.datasource.hikari.data-source-properties.socketTimeout=" + ANSWER.toSeconds(),
                "--spring.jmx.enabled=false",
                "--camunda.bpm.job-execution.lock-time-in-millis=" + Cluster.JOB_LOCK.toMillis(),
                "--botstatus.data-dir=" + folder.resolve(name),
                "--botstatus.admin-password=" + PASSWORD));
        command.addAll(
                options.stream().filter(option -> option.startsWith("--")).toList());
        start();
    }

    void start() throws IOException {
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    Proxy network() {
        return network;
    }

    long pid() {
        return process.pid();
    }

    Path log() {
        return log;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    void freeze() throws IOException {
        Postgres.signal("STOP", List.of(process.pid()));
    }

    void thaw() throws IOException {
        Postgres.signal("CONT", List.of(process.pid()));
    }

    /** Puts its clock wrong by so much. */
    void clock(long millis) throws IOException {
        OutputStream in = process.getOutputStream();
        in.write((millis + "\n").getBytes(StandardCharsets.US_ASCII));
        in.flush();
    }

    /** This program's own; exec:java keeps it in a class loader. */
    private static String classpath() {
        return Node.class.getClassLoader() instanceof URLClassLoader loader
                ? Arrays.stream(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }

    @Override
    public void close() throws IOException {
        kill();
        network.close();
    }
}
