package io.botstatus.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Types the replay of each platform in docs/platforms.md as it stands, in a shell, but for the port. */
@OnRunningServer
class PlatformsGuideIT {

    private final RunningServer server;

    PlatformsGuideIT(RunningServer server) {
        this.server = server;
    }

    @Test
    void everyReplayPausesTheBot() throws Exception {
        Map<String, String> replays = PlatformsGuide.replays();
        assertThat(replays).hasSize(7);

        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, String> replay : replays.entrySet()) {
            String output = server.type(WalkThrough.of(replay.getValue()), PlatformsGuide.SECRETS);
            if (!output.contains("\"sender\":\"human\"") || !output.contains("\"effect\":\"paused\"")) {
                wrong.add(replay.getKey() + ": " + output);
            }
            if (replay.getKey().startsWith("WhatsApp") && !output.endsWith("1158201444")) {
                wrong.add("handshake: " + output);
            }
        }
        assertThat(wrong).isEmpty();
    }
}
