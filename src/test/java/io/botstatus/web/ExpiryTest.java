package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.botstatus.LongRunning;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** The job executor as the server sets it up, in real time: the bookkeeping comes soon after the deadline. */
@ServerTest
@TestPropertySource(properties = "camunda.bpm.job-execution.enabled=true")
@DirtiesContext // so that no other test finds a job executor at work
class ExpiryTest {

    private static final Duration LATEST = Duration.ofSeconds(2);

    @Autowired
    Server server;

    @Test
    void thePauseEndsAndItsEventIsWrittenWithinTwoSecondsAfterTheDeadline() {
        server.contact("warms up").set("""
                {"status": "snoozed", "reactivateAfter": "PT1S"}""").ok();
        TestContact contact = server.newContact();
        contact.set("""
                {"status": "snoozed", "reactivateAfter": "PT3S"}""").ok();
        Instant deadline = Instant.parse(contact.status("reactivateAt"));

        await().atMost(Duration.ofSeconds(20)).until(() -> contact.pauses().isEmpty());

        JsonNode event = contact.history("?limit=1").ok().path(0);
        assertThat(event.path("type").asText()).isEqualTo("expired");
        assertThat(event.path("after").asText()).isEqualTo("active");
        assertThat(event.path("activityId").asText()).isEqualTo("serviceTask_reactivateContactBot");
        assertThat(Duration.between(deadline, Instant.parse(event.path("at").asText())))
                .isBetween(Duration.ZERO, LATEST);
    }

    @LongRunning
    @Test
    void aTimerThatRingsTooEarlyForADeadlineThatMovedRingsAgain() {
        TestContact contact = server.newContact();
        contact.report("""
                {"messageId": "m1", "sender": "human", "sentAt": "%s"}""".formatted(aDayAgoBut(Duration.ofSeconds(2)))).ok();
        contact.report("""
                {"messageId": "m2", "sender": "human", "sentAt": "%s"}""".formatted(aDayAgoBut(Duration.ofSeconds(4)))).ok();
        Instant deadline = Instant.parse(contact.status("reactivateAt"));
        assertThat(contact.pauses()).hasSize(1);

        await().atMost(Duration.ofSeconds(20)).until(() -> contact.pauses().isEmpty());

        assertThat(contact.events())
                .containsExactly(
                        "placed manual_message active snoozed",
                        "extended manual_message snoozed snoozed",
                        "expired manual_message snoozed active");
        Instant expired = Instant.parse(
                contact.history("?limit=1").ok().path(0).path("at").asText());
        assertThat(Duration.between(deadline, expired)).isBetween(Duration.ZERO, LATEST);
    }

    private static Instant aDayAgoBut(Duration rest) {
        return Instant.now().minus(Duration.ofHours(24)).plus(rest);
    }
}
