package io.botstatus.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Types every line of the builders' guide as it stands, in a shell, but for the port. */
@EnabledOnOs(
        value = {OS.LINUX, OS.MAC},
        disabledReason = "the guide is written for bash")
class BuildersGuideIT {

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void stopLeftovers() {
        Leftovers.stopBelow(folder);
    }

    @Test
    void itsLinesDoWhatItSays() throws Exception {
        Files.createSymbolicLink(folder.resolve("bpmn"), Path.of("bpmn").toAbsolutePath());
        try (ServerProcess server = ServerProcess.start(folder, Map.of()).awaitReady()) {
            String output = WalkThrough.of(Path.of("docs/builders.md")).type(folder, server);

            assertThat(output)
                    .containsSubsequence(
                            // the first flow
                            "\"name\":\"complaint\"",
                            "\"status\":\"inactive\",\"responding\":false",
                            "\"setBy\":\"complaint\"",
                            "\"status\":\"snoozed\",\"responding\":false",
                            // every trigger
                            "\"effect\":{\"type\":\"String\",\"value\":\"paused\"",
                            "\"value\":\"opt_out\"",
                            "\"granted\":false,\"because\":\"snoozed\"",
                            "\"effect\":\"paused\"",
                            "\"type\":\"placed\",\"cause\":\"manual_message\"",
                            // own policy and back
                            "\"origin\":\"own\"",
                            "\"origin\":\"bundled\"");
        }
    }
}
