package io.botstatus.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The HTTP load tool wrk, with as many connections as {@link Loop} has threads. */
final class Wrk {

    private static final Tool TOOL = new Tool(Pattern.compile("Requests/sec:\\s+([0-9.]+)"));

    private Wrk() {}

    /**
     * Gets a page again and again.
     *
     * @param path an expression of Lua
     */
    static Contender get(String name, String address, String login, String path) {
        return new Contender(name, () -> {
            Path script = Files.writeString(Files.createTempFile("bench", ".lua"), """
                    request = function() return wrk.format("GET", %s) end
                    done = function(summary)
                      if summary.errors.status > 0 then print("Refused: " .. summary.errors.status) os.exit(1) end
                    end
                    """.formatted(path));
            try {
                return TOOL.run(List.of(
                        "wrk", "-t", "1", "-c", "" + Loop.THREADS, "-d", Loop.SECONDS + "s", "-s", script.toString(),
                        "-H", "Authorization: " + login, address));
            } finally {
                Files.delete(script);
            }
        });
    }
}
