package io.botstatus.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Types the README's walk-through as it stands, in a shell, but for the port. */
@OnRunningServer
class ReadmeIT {

    private final RunningServer server;

    ReadmeIT(RunningServer server) {
        this.server = server;
    }

    @Test
    void itsWalkThroughDoesWhatItSays() throws Exception {
        String output = server.type(WalkThrough.of(Path.of("README.md")));

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
