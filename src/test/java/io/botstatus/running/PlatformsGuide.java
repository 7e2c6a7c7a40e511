package io.botstatus.running;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The commands that docs/platforms.md tells a reader to type, with the settings that they need. */
final class PlatformsGuide {

    static final Path PAGE = Path.of("docs/platforms.md");

    static final Map<String, String> SECRETS = Map.of(
            "CHATWOOT_WEBHOOK_SECRET", "chatwoot-secret",
            "WHATSAPP_APP_SECRET", "whatsapp-app-secret",
            "WHATSAPP_VERIFY_TOKEN", "whatsapp-verify-token",
            "EVOLUTION_SECRET", "evolution-secret",
            "INTERCOM_CLIENT_SECRET", "intercom-client-secret",
            "INBOX_SECRET", "whsec_dGhlIHNlY3JldCBvZiB0aGUgdGVzdHM=");

    private static final String HIGH_LEVEL = "HighLevel";
    private static final String WITH_SERVER = "Then, with the server running:";

    private PlatformsGuide() {}

    /** The replays that need a server with {@link #settings}, by the heading of each platform. */
    static Map<String, String> replays() throws IOException {
        Map<String, String> replays = sections();
        replays.computeIfPresent(HIGH_LEVEL, (platform, replay) -> replay.split(WITH_SERVER, 2)[1]);
        return replays;
    }

    private static Map<String, String> sections() throws IOException {
        Map<String, String> replays = new LinkedHashMap<>();
        for (String section : Files.readString(PAGE).split("\n## ", -1)) {
            String[] parts = section.split("\n\\*\\*Replay\\*\\*", 2);
            if (parts.length == 2) {
                replays.put(parts[0].lines().findFirst().orElseThrow(), parts[1]);
            }
        }
        return replays;
    }

    /**
     * An {@code application.yaml} for all platforms, and for a target of changes. HighLevel's key is made in the folder, as the
     * page says.
     */
    static String settings(Path folder, String target) throws IOException, InterruptedException {
        String makeKey = sections().getOrDefault(HIGH_LEVEL, "").split(WITH_SERVER, 2)[0];
        String key = WalkThrough.of(makeKey).type(folder).lines().reduce("", String::concat);
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
                  notify:
                    targets:
                      crm: {url: "%s", secret: crm-secret}
                """.formatted(key, target);
    }
}
