package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What of Twilio's deliveries decides must be there and be of its kind. */
@ServerTest
class TwilioWebhookTest {

    @RegisterExtension
    final TestClock time = new TestClock();

    @Autowired
    private Server server;

    private final Webhook byApi = Webhook.of("twilio", "bot-by-attributes");
    private TestContact contact;

    @BeforeEach
    void contact() {
        server.defaultSettings();
        contact = server.contact(byApi.contacts().get(0));
        contact.forget();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EventType", "ConversationSid", "MessageSid"})
    void whatDecidesMustBeThere(String field) {
        assertThat(send(byApi.with("&" + field + "=", "&" + field + "=&Other=")).problem(400))
                .startsWith(field + " is missing");
        assertThat(send(byApi.with("&" + field + "=", "&Other=")).problem(400)).startsWith(field + " is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%7B%22actor%22", "%5B%5D", "7", "%7B%22actor%22%3A%5B%5D%7D", "%7B%22actor%22%3A%22%ED%A0%80"})
    void attributesThatTellNothingLoseNoMessage(String attributes) {
        Webhook webhook = byApi.with("Attributes=%7B%22actor%22%3A%22bot%22%7D", "Attributes=" + attributes);

        assertThat(send(webhook).ok().at("/messages/0/evidence").asText())
                .isEqualTo("human, because Source is API and Attributes has no actor, which counts as human here"
                        + " (unknown-sender)");
    }

    @Test
    void aTimeIsATime() {
        assertThat(send(byApi.with("DateCreated=2030", "DateCreated=soon")).problem(400))
                .startsWith("DateCreated is 'soon");
    }

    /** Only a sender who can sign learns how the server reads a delivery. */
    @Test
    void whatIsNoFormIsNotRead() {
        assertThat(send(byApi.withBody("EventType=%zz")).problem(401)).contains("no form");
    }

    private Answer send(Webhook webhook) {
        return server.deliver(webhook, time.now());
    }
}
