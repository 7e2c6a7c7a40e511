package io.botstatus.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Types every line of the builders' guide as it stands, in a shell, but for the port. */
@OnRunningServer
class BuildersGuideIT {

    private final RunningServer server;

    BuildersGuideIT(RunningServer server) {
        this.server = server;
    }

    @Test
    void itsLinesDoWhatItSays() throws Exception {
        String output = server.type(WalkThrough.of(Path.of("docs/builders.md")));

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
