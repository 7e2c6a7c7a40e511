package io.botstatus.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A bot's key cannot end a person's pause, except for echoes without a known author. */
@GuardedServerTest
class BotKeyTest {

    @Autowired
    private Guests guests;

    @Test
    void noCallOfABotsKeyLiftsThePauseOfAPersonWhomAnotherCallerHasReported() {
        String bot = key("lifting-bot");
        String contact = "/api/contacts/" + guests.newContact();
        guests.call(bot, "POST", contact + "/replies", "{\"replyId\": \"r1\"}");
        guests.call(bot, "PUT", contact + "/replies/r1", "{\"messageId\": \"m0\"}");
        guests.call(Guests.admin(), "POST", contact + "/messages", "{\"messageId\": \"m1\", \"sender\": \"human\"}");

        assertThat(guests.call(bot, "PUT", contact + "/replies/r1", "{\"messageId\": \"m1\"}")
                        .code())
                .isEqualTo(409);
        for (String sender : new String[] {"bot", "contact", "workflow", "human", "unknown"}) {
            String report = "{\"messageId\": \"m1\", \"sender\": \"" + sender + "\"}";
            assertThat(guests.call(bot, "POST", contact + "/messages", report)
                            .json()
                            .path("duplicate")
                            .asBoolean())
                    .isTrue();
        }
        assertThat(guests.call(bot, "POST", contact + "/replies", "{\"replyId\": \"m1\", \"text\": \"x\"}")
                        .json()
                        .path("granted")
                        .asBoolean())
                .isFalse();
        for (String call : new String[] {
            "PUT " + contact + "/bot-status",
            "DELETE " + contact,
            "POST /api/bot-status-changes",
            "PUT /api/settings",
            "POST /api/repairs",
            "POST /engine-rest/message"
        }) {
            String[] parts = call.split(" ", 2);
            assertThat(guests.call(bot, parts[0], parts[1], "{\"status\": \"active\"}")
                            .code())
                    .as(call)
                    .isEqualTo(403);
        }

        assertThat(status(contact).path("status").asText()).isEqualTo("snoozed");
    }

    @Test
    void whichKeyHasTakenAnEchosPauseBackIsInTheHistory() {
        String bot = key("named-bot");
        String contact = "/api/contacts/" + guests.newContact();
        guests.call(bot, "POST", contact + "/replies", "{\"replyId\": \"r1\"}");
        guests.call(Guests.admin(), "POST", contact + "/messages", "{\"messageId\": \"m1\", \"sender\": \"unknown\"}");

        guests.call(bot, "PUT", contact + "/replies/r1", "{\"messageId\": \"m1\"}");

        assertThat(status(contact).path("status").asText()).isEqualTo("active");
        JsonNode released = guests.call(Guests.admin(), "GET", contact + "/bot-status/history", null)
                .json()
                .get(0);
        assertThat(released.path("type").asText()).isEqualTo("released");
        assertThat(released.path("setBy").asText()).isEqualTo("named-bot");
    }

    private JsonNode status(String contact) {
        return guests.call(Guests.admin(), "GET", contact + "/bot-status", null).json();
    }

    private String key(String name) {
        String body = "{\"name\": \"" + name + "\", \"roles\": [\"bot\"]}";
        return "Bearer "
                + guests.call(Guests.admin(), "POST", "/api/api-keys", body)
                        .json()
                        .path("key")
                        .asText();
    }
}
