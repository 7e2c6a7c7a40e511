package io.botstatus.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The server as a process of its own, with a log to read. */
record StormServer(Process process, Path log) {

    private static final String READY = "Contact Bot Status is ready.";

    static StormServer start(String name, String jdbcUrl, List<String> properties) throws IOException {
        Path log = Path.of("target/bench", name + ".log");
        Files.createDirectories(log.getParent());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", ClassPath.ownAsText(),
                "io.botstatus.server.BotStatusServer",
                "--server.port=0",
                "--spring.datasource.url=" + jdbcUrl,
                "--spring.datasource.username=postgres",
                "--botstatus.data-dir=target/bench/data",
                "--botstatus.admin-password=a-password-for-the-bench"));
        command.addAll(properties);
        return new StormServer(
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start(), log);
    }

    StormServer awaitReady() throws IOException, InterruptedException {
        while (!Files.readString(log).contains(READY)) {
            if (!process.isAlive()) {
                throw new IllegalStateException("The server does not start; see " + log);
            }
            Thread.sleep(200); // a process of its own, by the real clock
        }
        return this;
    }

    /** Warnings, errors and exceptions in its log since it was ready. */
    List<String> complaints() throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.dropWhile(line -> !line.contains(READY))
                    .filter(line -> line.contains(" WARN ") || line.contains(" ERROR ") || line.contains("Exception"))
                    .toList();
        }
    }

    void stop() {
        process.destroy();
        process.onExit().join();
    }
}
