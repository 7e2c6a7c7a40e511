package io.botstatus.server.postgres;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs {@code initdb} and {@code pg_ctl} and waits for their end.
 *
 * @param home the folder of the programs
 * @param output a file for their output. With a pipe, the database server on Windows would inherit it from {@code pg_ctl} and keep
 *     it open, and its reader would wait as long as the database runs
 */
public record PostgresTool(Path home, Path output) {

    /**
     * Runs one program to its end.
     *
     * @throws IOException if the program cannot run or fails; the message has its output
     */
    public void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            // PostgreSQL refuses to run as root. In a new user namespace, root's processes belong to no known user.
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int exit = waitFor(process);
        if (exit != 0) {
            throw new IOException(program + " failed (" + exit + "): " + read(output));
        }
    }

    private static int waitFor(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for " + process.info(), e);
        }
    }

    static String read(Path file) throws IOException {
        // Messages come in the machine's own charset, as the programs write them.
        return Files.exists(file) ? new String(Files.readAllBytes(file), Charset.defaultCharset()).strip() : "";
    }
}
