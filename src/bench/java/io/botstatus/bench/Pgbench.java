package io.botstatus.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PostgreSQL's own load tool with one script, prepared, and as many clients as {@link Loop} has threads. */
record Pgbench(String name, String jdbcUrl, String script) implements Contender {

    private static final Pattern URL = Pattern.compile("jdbc:postgresql://([^:/]+):(\\d+)/([^?]+).*");
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+) \\(without initial connection time\\)");

    @Override
    public double round() throws IOException, InterruptedException {
        Matcher url = URL.matcher(jdbcUrl);
        if (!url.matches()) {
            throw new IllegalArgumentException(jdbcUrl);
        }
        Path file = Files.writeString(Files.createTempFile("bench", ".sql"), script);
        Process process = new ProcessBuilder(
                        "pgbench", "-n", "-M", "prepared", "-c", "" + Loop.THREADS, "-j", "" + Loop.THREADS, "-T", "" + Loop.SECONDS,
                        "-f", file.toString(), "-h", url.group(1), "-p", url.group(2), "-U", "postgres", url.group(3))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        Files.delete(file);
        Matcher rate = RATE.matcher(output);
        if (!rate.find()) {
            throw new IOException("pgbench says no rate: " + output);
        }
        return Double.parseDouble(rate.group(1));
    }
}
