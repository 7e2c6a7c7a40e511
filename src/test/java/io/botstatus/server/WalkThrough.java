package io.botstatus.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The shell commands of a page, between its two marks, typed as they stand but for the port. */
final class WalkThrough {

    private static final Pattern SECTION =
            Pattern.compile("<!-- walk-through: begin -->(.*)<!-- walk-through: end -->", Pattern.DOTALL);
    private static final Pattern BLOCK = Pattern.compile("```bash\n(.*?)```", Pattern.DOTALL);

    /** A request that the server refuses ends the walk-through. */
    private static final String FAIL_LOUDLY = "curl() { command curl --fail-with-body \"$@\"; }\n";

    private final String commands;

    private WalkThrough(String commands) {
        this.commands = commands;
    }

    static WalkThrough of(Path page) throws IOException {
        var section = SECTION.matcher(Files.readString(page));
        assertThat(section.find()).as("%s has a walk-through", page).isTrue();
        return new WalkThrough(BLOCK.matcher(section.group(1))
                .results()
                .map((MatchResult block) -> block.group(1))
                .collect(Collectors.joining("\n")));
    }

    /** Everything that the commands print. */
    String type(Path folder, ServerProcess server) throws IOException, InterruptedException {
        String typed = FAIL_LOUDLY + commands.replace("localhost:8080", "localhost:" + server.port());
        Process bash = new ProcessBuilder("bash", "-euo", "pipefail", "-c", typed)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(output).isZero();
        return output;
    }
}
