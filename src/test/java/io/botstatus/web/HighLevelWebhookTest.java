package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** HighLevel's deliveries that are not for us, and messages that can only be the bot's own. */
@ServerTest
class HighLevelWebhookTest {

    @RegisterExtension
    final TestClock time = new TestClock();

    @Autowired
    private Server server;

    private final Webhook byApi = Webhook.of("highlevel", "api-with-user");
    private TestContact contact;

    @BeforeEach
    void contact() {
        server.defaultSettings();
        contact = server.contact(byApi.contacts().get(0));
        contact.forget();
    }

    /** HighLevel signs with the same key for all its customers. */
    @ParameterizedTest
    @ValueSource(strings = {"person", "other-event-contact"})
    void whatIsOfAnotherLocationIsNotOurs(String name) {
        Webhook webhook = Webhook.of("highlevel", name).with("q7Rm2TzVbXhN4kLpW9sD", "oThErCuStOmEr");

        assertThat(send(webhook).problem(401)).contains("locationId");

        assertThat(contact.events()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"type", "locationId", "contactId"})
    void whatDecidesMustBeThere(String field) {
        Webhook person = Webhook.of("highlevel", "person");

        assertThat(send(person.with("\"" + field + "\"", "\"other\"")).problem(400))
                .startsWith(field + " is missing");
        assertThat(send(person.with("\"" + field + "\": ", "\"" + field + "\": {}, \"other\": "))
                        .problem(400))
                .startsWith(field + " is '{}'");
    }

    @Test
    void aMessageIsKnownByTheDeliveryAtLeast() {
        Webhook webhook = Webhook.of("highlevel", "contact-without-message-id").with("webhookId", "other");

        assertThat(send(webhook).problem(400)).startsWith("webhookId is missing");
    }

    @Test
    void theBotsOwnIsKnownByItsText() {
        contact.askWith("""
                {"replyId": "r1", "text": "Yes, at seven. Shall I book it?"}""").ok();

        JsonNode message = send(byApi).ok().path("messages").path(0);

        assertThat(message.path("sender").asText()).isEqualTo("bot");
        assertThat(contact.status("status")).isEqualTo("active");
    }

    private Answer send(Webhook webhook) {
        return server.deliver(webhook, time.now());
    }
}
