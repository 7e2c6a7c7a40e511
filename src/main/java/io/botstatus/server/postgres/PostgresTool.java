package io.botstatus.server.postgres;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs {@code initdb} and {@code pg_ctl} and waits for them.
 *
 * @param home where the programs lie
 * @param output file that takes what they say. A file, not a pipe: on Windows the database server inherits the pipe
 *     from {@code pg_ctl} and keeps it open, and its reader would wait as long as the database runs
 */
public record PostgresTool(Path home, Path output) {

    /**
     * Runs one program to its end.
     *
     * @throws IOException the program could not run or failed; the message carries what it said
     */
    public void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            // PostgreSQL refuses to run as root. In a user namespace of its own root's processes are nobody's.
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
