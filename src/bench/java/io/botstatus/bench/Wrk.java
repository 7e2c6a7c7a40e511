package io.botstatus.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The HTTP load tool wrk, with as many connections as {@link Loop} has threads. */
final class Wrk {

    private static final Tool TOOL = new Tool(Pattern.compile("Requests/sec:\\s+([0-9.]+)"));
    private static final Pattern MEDIAN = Pattern.compile("50%\\s+([0-9.]+)(us|ms|s)\\s");
    private static final Pattern HIGH = Pattern.compile("99%\\s+([0-9.]+)(us|ms|s)\\s");

    private Wrk() {}

    /**
     * Sends requests, each after the answer to the one before on its connection.
     *
     * @param script Lua that sets {@code request}
     */
    static Contender of(String name, String address, String login, String script) {
        return new Contender(name, () -> {
            Path file = Files.writeString(Files.createTempFile("bench", ".lua"), """
                    local login = { ["Authorization"] = "%s", ["Content-Type"] = "application/json" }
                    local run = "%d"
                    math.randomseed(%2$d)
                    %s
                    done = function(summary)
                      if summary.errors.status > 0 then print("Refused: " .. summary.errors.status) os.exit(1) end
                    end
                    """.formatted(login, Loop.next(), script));
            try {
                String output = Tool.output(List.of(
                        "wrk", "-t", "1", "-c", "" + Loop.THREADS, "-d", Loop.SECONDS + "s", "--latency",
                        "-s", file.toString(), address));
                return new Figure(TOOL.rate(output), new Latency(millis(MEDIAN, output), millis(HIGH, output)));
            } finally {
                Files.delete(file);
            }
        });
    }

    private static double millis(Pattern percentile, String output) {
        Matcher found = percentile.matcher(output);
        if (!found.find()) {
            throw new IllegalStateException("wrk says no latency: " + output);
        }
        double value = Double.parseDouble(found.group(1));
        return switch (found.group(2)) {
            case "us" -> value / 1000;
            case "ms" -> value;
            default -> value * 1000;
        };
    }
}
