package io.botstatus.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Types the replay of each platform in docs/platforms.md as it stands, in a shell, but for the port. */
@EnabledOnOs(
        value = {OS.LINUX, OS.MAC},
        disabledReason = "the page is written for bash")
class PlatformsGuideIT {

    private static final Map<String, String> SECRETS = Map.of(
            "CHATWOOT_WEBHOOK_SECRET", "chatwoot-secret",
            "WHATSAPP_APP_SECRET", "whatsapp-app-secret",
            "WHATSAPP_VERIFY_TOKEN", "whatsapp-verify-token",
            "EVOLUTION_SECRET", "evolution-secret",
            "INTERCOM_CLIENT_SECRET", "intercom-client-secret",
            "INBOX_SECRET", "whsec_dGhlIHNlY3JldCBvZiB0aGUgdGVzdHM=");

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void stopLeftovers() {
        Leftovers.stopBelow(folder);
    }

    @Test
    void everyReplayPausesTheBot() throws Exception {
        Map<String, String> replays = replays();
        assertThat(replays).hasSize(7);
        String[] highLevel = replays.getOrDefault("HighLevel", "").split("Then, with the server running:", 2);
        String tryKey = WalkThrough.of(highLevel[0]).type(folder).lines().reduce("", String::concat);
        replays.put("HighLevel", highLevel[1]);
        Files.writeString(folder.resolve("application.yaml"), connections(tryKey));

        List<String> wrong = new ArrayList<>();
        try (ServerProcess server = ServerProcess.start(folder, SECRETS).awaitReady()) {
            for (Map.Entry<String, String> replay : replays.entrySet()) {
                String output = WalkThrough.of(replay.getValue()).type(folder, server, SECRETS);
                if (!output.contains("\"sender\":\"human\"") || !output.contains("\"effect\":\"paused\"")) {
                    wrong.add(replay.getKey() + ": " + output);
                }
                if (replay.getKey().startsWith("WhatsApp") && !output.endsWith("1158201444")) {
                    wrong.add("handshake: " + output);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** By the heading of each platform. */
    private static Map<String, String> replays() throws IOException {
        Map<String, String> replays = new LinkedHashMap<>();
        for (String section : Files.readString(Path.of("docs/platforms.md")).split("\n## ", -1)) {
            String[] parts = section.split("\n\\*\\*Replay\\*\\*", 2);
            if (parts.length == 2) {
                replays.put(parts[0].lines().findFirst().orElseThrow(), parts[1]);
            }
        }
        return replays;
    }

    private static String connections(String tryKey) {
        return """
                botstatus:
                  webhooks:
                    connections:
                      chatwoot: {platform: chatwoot, secret: "${CHATWOOT_WEBHOOK_SECRET}"}
                      highlevel: {platform: highlevel, secret: "%s", options: {locations: q7Rm2TzVbXhN4kLpW9sD}}
                      whatsapp:
                        platform: whatsapp
                        secret: ${WHATSAPP_APP_SECRET}
                        options: {verify-token: "${WHATSAPP_VERIFY_TOKEN}"}
                      evolution: {platform: evolution, secret: "${EVOLUTION_SECRET}"}
                      twilio: {platform: twilio, secret: "12345"}
                      intercom: {platform: intercom, secret: "${INTERCOM_CLIENT_SECRET}"}
                      inbox: {platform: cloudevents, secret: "${INBOX_SECRET}"}
                """.formatted(tryKey);
    }
}
