package io.botstatus.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each trigger that docs/api.md lists for Camunda's REST API, and what it answers. */
@OnRunningServer
class TriggersIT {

    private final LiveContact contact;

    TriggersIT(RunningServer running) {
        contact = LiveContact.on(running.client());
    }

    @Test
    void aPersonWroteByHand() {
        JsonNode answer = contact.correlate(
                "bot.manualMessageSent", Map.of("sentBy", "anna", "channel", "sms", "messageId", "sms-1"));

        assertThat(effect(answer)).isEqualTo("paused");
        assertThat(contact.state().at("/holds/0/setBy").asText()).isEqualTo("anna");
        assertThat(contact.pause().variableNow("channel").asText()).isEqualTo("sms");
        assertThat(effect(contact.correlate("bot.manualMessageSent", Map.of("messageId", "sms-1"))))
                .isEqualTo("duplicate");
        assertThat(effect(contact.correlate("bot.manualMessageSent", Map.of("messageId", "sms-2"))))
                .isEqualTo("extended");
    }

    @Test
    void aWorkflowWrote() {
        assertThat(effect(contact.correlate("bot.workflowMessageSent", Map.of())))
                .isEqualTo("paused");

        assertThat(contact.causes()).containsExactly("workflow_message");
    }

    @Test
    void aLimitIsReachedThatSomeoneElseCounts() {
        assertThat(effect(contact.correlate("bot.messageLimitReached", Map.of())))
                .isEqualTo("paused");

        assertThat(contact.causes()).containsExactly("message_limit");
        assertThat(contact.ask("r-1").path("because").asText()).isEqualTo("message_limit");
    }

    @Test
    void aWorkflowSnoozesByANumberAndItsUnit() {
        contact.correlate(
                "bot.statusRequested",
                Map.of("status", "snoozed", "reactivateAfter", 2, "reactivateAfterUnit", "days", "reason", "On leave"));

        assertThat(contact.status()).isEqualTo("snoozed");
        assertThat(contact.reactivateAt())
                .isCloseTo(Instant.now().plus(Duration.ofDays(2)), within(1, ChronoUnit.MINUTES));
        assertThat(contact.state().at("/holds/0/reason").asText()).isEqualTo("On leave");
    }

    @Test
    void aWorkflowSetsInactiveUntilAnInstant() {
        Instant at = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.MILLIS);
        contact.correlate("bot.statusRequested", Map.of("status", "inactive", "reactivateAt", at.toString()));
        assertThat(contact.status()).isEqualTo("inactive");
        assertThat(contact.reactivateAt()).isEqualTo(at);

        contact.awaitStatus("active");

        assertThat(Instant.now()).isAfterOrEqualTo(at);
        contact.awaitEvent("expired workflow_action");
    }

    @Test
    void activeKeepsWhatAPersonSetAndOptOutUnlessItOverrides() {
        contact.set("inactive");
        contact.correlate("bot.statusRequested", Map.of("status", "inactive", "cause", "opt_out"));
        contact.correlate("bot.manualMessageSent", Map.of());

        JsonNode kept = contact.correlate("bot.statusRequested", Map.of("status", "active"));
        assertThat(effect(kept)).isEqualTo("released");
        assertThat(variable(kept, "releasedCauses")).isEqualTo("manual_message");
        assertThat(variable(kept, "keptCauses")).contains("manual_change").contains("opt_out");
        assertThat(contact.status()).isEqualTo("inactive");

        contact.correlate("bot.statusRequested", Map.of("status", "active", "override", true));
        assertThat(contact.status()).isEqualTo("active");
        assertThat(effect(contact.correlate("bot.statusRequested", Map.of("status", "active"))))
                .isEqualTo("none");
    }

    @Test
    void theContactMayBeAVariableInsteadOfTheBusinessKey() {
        assertThat(effect(contact.correlateByVariable("bot.manualMessageSent", Map.of())))
                .isEqualTo("paused");

        assertThat(contact.status()).isEqualTo("snoozed");
        assertThat(contact.running("bot-pause")).as("by business key").hasSize(1);
    }

    @Test
    void theProcessMayBeStartedInsteadOfSendingAMessage() {
        ProcessRun pause = contact.start("bot-pause", Map.of("status", "snoozed", "reactivateAfter", "PT1S"));
        assertThat(contact.status()).isEqualTo("snoozed");

        pause.awaitEnd();

        assertThat(contact.status()).isEqualTo("active");
    }

    private static String effect(JsonNode answer) {
        return variable(answer, "effect");
    }

    private static String variable(JsonNode answer, String name) {
        return answer.path("variables").path(name).path("value").asText();
    }
}
