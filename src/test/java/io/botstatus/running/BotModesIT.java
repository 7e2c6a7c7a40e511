package io.botstatus.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the bot may do in each mode, and that whoever was taken over meanwhile still is when the mode comes back. */
@OnRunningServer
class BotModesIT {

    private final ServerClient server;
    private final LiveContact contact;

    BotModesIT(RunningServer running) {
        server = running.client();
        contact = LiveContact.on(server);
    }

    @AfterEach
    void autoPilot() {
        mode("auto_pilot");
    }

    private void mode(String mode) {
        server.put("/api/settings", Map.of("mode", mode, "messageLimit", 75, "messageLimitWindow", "PT24H"));
    }

    @Test
    void inAutoPilotPermitsFollowTheStatus() {
        assertThat(contact.ask("r-1").path("granted").asBoolean()).isTrue();
        contact.correlate("bot.manualMessageSent", Map.of("sentBy", "anna"));

        assertThat(contact.ask("r-2").path("because").asText()).isEqualTo("snoozed");
        assertThat(contact.state().path("responding").asBoolean()).isFalse();
    }

    @Test
    void inSuggestiveTheBotDraftsAndPeopleChangeTheStatus() {
        mode("suggestive");
        JsonNode permit = contact.ask("r-1");
        assertThat(permit.path("because").asText()).isEqualTo("mode");
        assertThat(permit.path("draft").asBoolean()).isTrue();

        contact.snooze("PT1H");
        assertThat(contact.ask("r-2").path("draft").asBoolean()).isFalse();
        contact.correlate("bot.statusRequested", Map.of("status", "active", "override", true));
        assertThat(contact.ask("r-3").path("draft").asBoolean()).isTrue();

        mode("auto_pilot");
        assertThat(contact.ask("r-4").path("granted").asBoolean()).isTrue();
        assertThat(contact.state().at("/replies/used").asInt())
                .as("drafts are not counted")
                .isEqualTo(1);
    }

    @Test
    void inOffNobodyIsAnsweredAndWhoWasTakenOverStillIsAfterwards() {
        LiveContact optedOut = LiveContact.on(server);
        LiveContact limited = LiveContact.on(server);
        mode("off");
        assertThat(contact.ask("r-1").path("draft").asBoolean()).isFalse();

        contact.correlate("bot.manualMessageSent", Map.of("sentBy", "anna"));
        optedOut.correlate("bot.statusRequested", Map.of("status", "inactive", "cause", "opt_out"));
        limited.correlate("bot.messageLimitReached", Map.of());
        assertThatThrownBy(() -> contact.set("active")).hasMessageContaining("The bot mode is off");
        mode("auto_pilot");

        assertThat(contact.ask("r-2").path("because").asText()).isEqualTo("snoozed");
        assertThat(contact.pause().runs()).isTrue();
        assertThat(optedOut.ask("r-2").path("because").asText()).isEqualTo("inactive");
        assertThat(limited.ask("r-2").path("because").asText()).isEqualTo("message_limit");
        JsonNode history = server.get("/api/settings/history?limit=2");
        assertThat(history.findValuesAsText("mode")).containsExactly("auto_pilot", "off");
        assertThat(history.findValuesAsText("setBy")).containsExactly("admin", "admin");
    }

    @Test
    void anotherIdOfTheContactIsTheContact() {
        LiveContact alias = LiveContact.on(server);
        contact.snooze("PT1H");

        server.put("/api/contacts/" + contact.id() + "/aliases/" + alias.id(), Map.of());

        assertThat(alias.ask("r-1").path("because").asText()).isEqualTo("snoozed");
        alias.correlate("bot.statusRequested", Map.of("status", "active", "override", true));
        assertThat(contact.status()).isEqualTo("active");
        alias.correlate("bot.manualMessageSent", Map.of("sentBy", "anna"));
        contact.awaitStatus("snoozed");
        assertThat(contact.events()).anyMatch(event -> event.startsWith("joined"));
    }
}
