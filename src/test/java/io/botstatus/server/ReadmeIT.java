package io.botstatus.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
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

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void stopLeftovers() {
        Leftovers.stopBelow(folder);
    }

    @Test
    void itsWalkThroughDoesWhatItSays() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, Map.of()).awaitReady()) {
            String output = WalkThrough.of(Path.of("README.md")).type(folder, server);

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
}
