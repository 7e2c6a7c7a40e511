package io.botstatus.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Types the README's walk-through as it stands, in a shell, but for the port. */
@EnabledOnOs(
        value = {OS.LINUX, OS.MAC},
        disabledReason = "the walk-through is written for bash")
class ReadmeIT {

    private static final Pattern WALK_THROUGH =
            Pattern.compile("<!-- walk-through: begin -->(.*)<!-- walk-through: end -->", Pattern.DOTALL);
    private static final Pattern BLOCK = Pattern.compile("```bash\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void stopLeftovers() {
        Leftovers.stopBelow(folder);
    }

    @Test
    void itsWalkThroughDoesWhatItSays() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, Map.of()).awaitReady()) {
            String output = type(commands().replace("localhost:8080", "localhost:" + server.port()));

            assertThat(output)
                    .containsSubsequence(
                            // look
                            "\"status\":\"snoozed\",\"responding\":false",
                            "because anna wrote to the contact by hand",
                            "or at once when somebody sets the status to active",
                            // be refused
                            "\"granted\":false,\"because\":\"snoozed\"",
                            // five seconds
                            "\"cause\":\"manual_change\"",
                            // be granted
                            "\"granted\":true,\"duplicate\":false,\"remaining\":74",
                            // read the history
                            "\"type\":\"expired\",\"cause\":\"manual_change\",\"before\":\"snoozed\",\"after\":\"active\"",
                            "\"type\":\"placed\",\"cause\":\"manual_change\"",
                            "\"type\":\"released\",\"cause\":\"manual_message\"",
                            "\"type\":\"placed\",\"cause\":\"manual_message\"");
        }
    }

    private static String commands() throws Exception {
        var section = WALK_THROUGH.matcher(Files.readString(Path.of("README.md")));
        assertThat(section.find()).as("the README has a walk-through").isTrue();
        return BLOCK.matcher(section.group(1))
                .results()
                .map((MatchResult block) -> block.group(1))
                .collect(Collectors.joining("\n"));
    }

    private String type(String commands) throws Exception {
        Process bash = new ProcessBuilder("bash", "-euo", "pipefail", "-c", commands)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(output).isZero();
        return output;
    }
}
