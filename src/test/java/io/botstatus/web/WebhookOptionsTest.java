package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The options of connections to WhatsApp and Evolution API, and the bot's own messages there. */
@ServerTest
class WebhookOptionsTest {

    private static final String RUI = "5511912345671@s.whatsapp.net";

    @RegisterExtension
    final TestClock time = new TestClock();

    @Autowired
    private Server server;

    @BeforeEach
    void settings() {
        server.defaultSettings();
        for (String connection : new String[] {"evolution", "evolution-global", "evolution-chatwoot"}) {
            server.contact(connection + ":" + RUI).forget();
        }
    }

    @Test
    void theSecretMayStandInTheAddress() {
        Webhook webhook = Webhook.of("evolution", "bot-sent");

        assertThat(send("evolution-global?token=evolution-secret", webhook, Map.of())
                        .ok()
                        .path("messages"))
                .hasSize(1);
        assertThat(send("evolution-global?token=another", webhook, Map.of()).problem(401))
                .contains("token");
        assertThat(send("evolution-global", webhook, Map.of("Authorization", "Bearer evolution-secret"))
                        .problem(401))
                .contains("token");
        assertThat(send("evolution?token=evolution-secret", webhook, Map.of()).problem(401))
                .contains("Authorization");
    }

    @Test
    void whatIsSentByTheApiMayBeAnybodys() {
        JsonNode message =
                evolution("evolution-chatwoot", "bot-sent").path("messages").path(0);

        assertThat(message.path("effect").asText()).isEqualTo("paused");
        assertThat(message.path("evidence").asText())
                .isEqualTo("human, because event is send.message, which counts as human here (unknown-sender)");
    }

    @Test
    void andIsTheBotsWhenItIsKnownByItsText() {
        TestContact contact = server.contact("evolution-chatwoot:" + RUI);
        contact.askWith("{\"replyId\": \"r-1\", \"text\": \"Olá!\"}").ok();

        JsonNode message =
                evolution("evolution-chatwoot", "bot-sent").path("messages").path(0);

        assertThat(message.path("evidence").asText()).isEqualTo("bot, because its text is that of reply r-1");
        assertThat(contact.status("status")).isEqualTo("active");
    }

    @Test
    void theUpsertOfWhatWasSentByTheApiIsItsDuplicate() {
        evolution("evolution", "bot-sent");

        JsonNode message =
                evolution("evolution", "upsert-of-sent").path("messages").path(0);

        assertThat(message.path("duplicate").asBoolean()).isTrue();
        assertThat(message.path("evidence").asText()).isEqualTo("bot, because the message id is one of its own sends");
        assertThat(server.contact("evolution:" + RUI).status("status")).isEqualTo("active");
    }

    @Test
    void aPauseByAnUpsertThatWasFasterIsTakenBack() {
        evolution("evolution", "upsert-of-sent");
        assertThat(server.contact("evolution:" + RUI).status("status")).isEqualTo("snoozed");

        evolution("evolution", "bot-sent");

        assertThat(server.contact("evolution:" + RUI).status("status")).isEqualTo("active");
    }

    /** It may be the secret in another spelling. Sent by hand, because no client accepts such an address. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /webhooks/evolution-global?token=evolution-secret%",
                "GET /webhooks/whatsapp?hub.mode=subscribe&hub.verify_token=evolution-secret%ZZ"
            })
    void anAddressThatIsNotEncodedAsItShouldBeIsRefusedAndNotShown(String request) throws IOException {
        URI address = URI.create(server.address("/"));
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream()
                    .write((request + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 401").doesNotContain("evolution-secret");
        }
    }

    @Test
    void otherPhoneNumbersDoNotCount() {
        Webhook webhook = Webhook.of("whatsapp", "person-in-app");
        server.contact("whatsapp-number:15551234567").forget();

        JsonNode one = whatsApp(webhook);
        JsonNode other = whatsApp(webhook.with("106540352242001", "106540352242003"));

        assertThat(one.path("messages")).hasSize(1);
        assertThat(other.path("messages")).isEmpty();
        assertThat(other.path("ignored").path(0).asText()).isEqualTo("another phone number");
    }

    private JsonNode evolution(String connection, String name) {
        return send(connection, Webhook.of("evolution", name), Map.of("Authorization", "Bearer evolution-secret"))
                .ok();
    }

    private JsonNode whatsApp(Webhook webhook) {
        return send(
                        "whatsapp-number",
                        webhook,
                        PlatformSigner.sign("whatsapp", "/webhooks/whatsapp-number", webhook.bytes(), time.now()))
                .ok();
    }

    private Answer send(String address, Webhook webhook, Map<String, String> signature) {
        return server.webhook("/webhooks/" + address, webhook.bytes(), PlatformSigner.headers(webhook, signature));
    }
}
