package io.botstatus.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Shell commands of a page, typed as they stand but for the port. */
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

    /** All commands between the page's two marks. */
    static WalkThrough of(Path page) throws IOException {
        var section = SECTION.matcher(Files.readString(page));
        assertThat(section.find()).as("%s has a walk-through", page).isTrue();
        return of(section.group(1));
    }

    /** All commands in a part of a page. */
    static WalkThrough of(String part) {
        return new WalkThrough(BLOCK.matcher(part)
                .results()
                .map((MatchResult block) -> block.group(1))
                .collect(Collectors.joining("\n")));
    }

    /** These commands alone. */
    static WalkThrough ofCommands(String commands) {
        return new WalkThrough(commands);
    }

    /** Everything that the commands print, in a shell that has these variables. */
    String type(Path folder, int port, Map<String, String> variables) throws IOException, InterruptedException {
        return type(folder, commands.replace("localhost:8080", "localhost:" + port), variables);
    }

    /** Types the commands without a server. */
    String type(Path folder) throws IOException, InterruptedException {
        return type(folder, commands, Map.of());
    }

    private static String type(Path folder, String commands, Map<String, String> variables)
            throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder("bash", "-euo", "pipefail", "-c", FAIL_LOUDLY + commands)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        shell.environment().putAll(variables);
        Process bash = shell.start();
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(output).isZero();
        return output;
    }
}
