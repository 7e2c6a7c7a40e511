package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** {@code POST /api/panel-tokens}: a token opens the bot status of one contact, in one role, for a while, and nothing else. */
@ServerTest
class PanelTokenTest {

    @RegisterExtension
    TestClock time = new TestClock();

    @Autowired
    Server server;

    private TestContact contact;

    @BeforeEach
    void newContact() {
        contact = server.newContact();
    }

    @Test
    void opensStatusHistoryAndEventsOfItsContact() {
        String token = token("viewer");

        assertThat(server.get(contact.path() + "/bot-status", "Authorization", token)
                        .ok()
                        .path("status")
                        .asText())
                .isEqualTo("active");
        assertThat(server.get(contact.path() + "/bot-status/history", "Authorization", token)
                        .code())
                .isEqualTo(200);
        try (EventStream events = contact.events(null, "Authorization", token)) {
            assertThat(events.next().status()).isEqualTo("active");
        }
    }

    @Test
    void letsAnAgentChangeTheStatusInTheNameOfThePerson() {
        JsonNode state = contact.set("""
                {"status": "inactive"}""", "Authorization", token("agent")).ok();

        assertThat(state.at("/holds/0/setBy").asText()).isEqualTo("Anna Schmidt");
    }

    @Test
    void letsAViewerChangeNothing() {
        assertThat(contact.set("""
                        {"status": "inactive"}""", "Authorization", token("viewer")).problem(403))
                .contains("The token opens the bot status of another contact, or of another role.");
        assertThat(contact.status("status")).isEqualTo("active");
    }

    @Test
    void opensNoOtherContact() {
        String token = token("agent");
        TestContact other = server.newContact();

        assertThat(server.get(other.path() + "/bot-status", "Authorization", token)
                        .code())
                .isEqualTo(403);
        assertThat(server.get(other.path() + "/bot-status/events", "Authorization", token)
                        .code())
                .isEqualTo(403);
        assertThat(other.set("""
                        {"status": "inactive"}""", "Authorization", token).code()).isEqualTo(403);
        assertThat(other.status("status")).isEqualTo("active");
    }

    @Test
    void isOfAContactWhoseIdIsSpelledInAnyWay() {
        TestContact odd = server.contact("a/b;c=%2F ü " + contact.id());
        String token = token(odd, "viewer", "PT10M");

        assertThat(server.get(odd.path() + "/bot-status", "Authorization", token)
                        .ok()
                        .path("contactId")
                        .asText())
                .isEqualTo(odd.id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/contacts",
                "/api/settings",
                "/api/panel-tokens",
                "/engine-rest/engine",
                "/camunda/app/cockpit/default/",
                "/v3/api-docs/nowhere",
                "/actuator/prometheus",
                "/",
                "/contacts"
            })
    void opensNothingElse(String path) {
        assertThat(server.get(path, "Authorization", token("agent")).code()).isEqualTo(403);
    }

    @Test
    void opensNeitherMessagesNorRepliesNorForgetsItsContact() {
        String token = token("agent");

        assertThat(server.post(contact.path() + "/messages", "{}", "Authorization", token)
                        .code())
                .isEqualTo(403);
        assertThat(server.post(contact.path() + "/replies", "{}", "Authorization", token)
                        .code())
                .isEqualTo(403);
        assertThat(server.post("/api/panel-tokens", "{}", "Authorization", token)
                        .code())
                .isEqualTo(403);
    }

    @Test
    void isOverWhenItsTimeIs() {
        String token = token(contact, "agent", "PT2M");

        time.pass(Duration.ofSeconds(119));
        assertThat(server.get(contact.path() + "/bot-status", "Authorization", token)
                        .code())
                .isEqualTo(200);
        time.pass(Duration.ofSeconds(1));
        assertThat(server.get(contact.path() + "/bot-status/events", "Authorization", token)
                        .code())
                .as("a stream that would have no end")
                .isEqualTo(403);
        time.pass(Duration.ofSeconds(1));

        assertThat(server.get(contact.path() + "/bot-status", "Authorization", token)
                        .problem(401))
                .contains("its time is over");
    }

    @Test
    void endsTheStreamThatItOpenedWhenItsTimeIsOver() throws Exception {
        try (EventStream events = contact.events(null, "Authorization", token(contact, "viewer", "PT1S"))) {
            events.next();
            assertThat(events.endsSoon()).isTrue();
        }
    }

    @Test
    void isRefusedWhenItWasAltered() {
        String token = token("viewer");
        String[] parts = token.split("\\.", -1);
        String altered = parts[0] + "." + parts[1].substring(0, parts[1].length() - 1) + "x." + parts[2];

        assertThat(server.get(contact.path() + "/bot-status", "Authorization", altered)
                        .problem(401))
                .startsWith("The token is not one of this server's");
        assertThat(server.get(contact.path() + "/bot-status", "Authorization", "Bearer " + "x".repeat(30))
                        .problem(401))
                .startsWith("The token is not one of this server's");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{`contactId`: ``, `role`: `agent`, `person`: `Anna`} | contactId is ''.",
                "{`role`: `agent`, `person`: `Anna`} | contactId is missing.",
                "{`contactId`: `c`, `role`: `admin`, `person`: `Anna`} | role is 'admin'. Allowed: agent, viewer.",
                "{`contactId`: `c`, `role`: `agent`} | person is missing.",
                "{`contactId`: `c`, `role`: `agent`, `person`: `Anna`, `expiresAfter`: `PT61M`} | expiresAfter is 'PT61M'. Allowed: a duration from PT1S to PT1H.",
                "{`contactId`: `c`, `role`: `agent`, `person`: `Anna`, `expiresAfter`: `soon`} | expiresAfter is 'soon'.",
                "{`contactId`: `c`, `role`: `agent`, `person`: `Anna`, `name`: `x`} | name is 'x'. Allowed: no such field here",
            })
    void isNotMadeOfWhatCannotBe(String body, String problem) {
        assertThat(server.post("/api/panel-tokens", body.replace('`', '"')).problem(400))
                .startsWith(problem);
    }

    private String token(String role) {
        return token(contact, role, "PT10M");
    }

    private String token(TestContact of, String role, String expiresAfter) {
        JsonNode answer = server.post("/api/panel-tokens", """
                        {"contactId": "%s", "role": "%s", "person": "Anna Schmidt", "expiresAfter": "%s"}""".formatted(of.id(), role, expiresAfter))
                .ok();
        assertThat(answer.path("expiresAt").asText())
                .isEqualTo(time.now().plus(Duration.parse(expiresAfter)).toString());
        return "Bearer " + answer.path("token").asText();
    }
}
