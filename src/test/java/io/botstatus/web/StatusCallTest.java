package io.botstatus.web;

import static io.botstatus.web.Answer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** {@code GET} and {@code PUT /api/contacts/{contactId}/bot-status}. */
@ServerTest
class StatusCallTest {

    private static final String SNOOZE = """
            {"status": "snoozed", "reactivateAfter": "PT1H"}""";

    @RegisterExtension
    final TestClock time = new TestClock();

    @Autowired
    Server server;

    @AfterEach
    void restoreSettings() {
        server.defaultSettings();
    }

    @Test
    void aContactThatWasNeverSeenIsActive() {
        TestContact contact = server.newContact();

        Answer answer = contact.status();

        assertThat(answer.contentType()).isEqualTo("application/json");
        assertThat(answer.tag()).isEqualTo("\"0\"");
        assertThat(answer.ok()).isEqualTo(json("""
                {"contactId": "%s", "status": "active", "responding": true, "mode": "auto_pilot", "reactivateAt": null,
                 "epoch": 0, "holds": [], "replies": {"used": 0, "limit": 75, "windowEndsAt": null},
                 "explanation": "The bot answers this contact: nothing holds it back."}""".formatted(contact.id())));
    }

    @Test
    void aPausedContactShowsItsHoldsItsInstanceAndWhyItIsSilent() {
        TestContact contact = server.newContact();
        contact.ask("r1").ok();

        JsonNode changed = contact.set("""
                        {"status": "inactive", "reactivateAfter": "PT1H", "reason": "a refund\\nis due"}""").ok();

        assertThat(contact.status().ok()).isEqualTo(changed);
        assertThat(changed).isEqualTo(json("""
                {"contactId": "%s", "status": "inactive", "responding": false, "mode": "auto_pilot",
                 "reactivateAt": "2030-01-31T10:00:00Z", "epoch": %d,
                 "holds": [{"cause": "manual_change", "status": "inactive", "since": "2030-01-31T09:00:00Z",
                            "until": "2030-01-31T10:00:00Z", "reason": "a refund\\nis due", "setBy": "admin",
                            "processInstanceId": "%s"}],
                 "replies": {"used": 1, "limit": 75, "windowEndsAt": "2030-02-01T09:00:00Z"},
                 "explanation": %s}""".formatted(
                contact.id(), changed.path("epoch").asLong(), contact.onlyPause(), changed.path("explanation"))));
        assertThat(changed.path("explanation").asText())
                .contains("inactive since 2030-01-31 09:00:00 UTC", "admin", "a refund", "2030-01-31 10:00:00 UTC");
    }

    @Test
    void aContactWithSeveralHoldsComesBackWhenTheLastOneEnds() {
        TestContact contact = server.newContact();
        contact.report("m1", "human").ok();
        contact.report("m2", "workflow").ok();

        assertThat(contact.status("reactivateAt")).isEqualTo("2030-02-01T09:00:00Z");
        contact.correlate("bot.statusRequested", """
                {"status": "inactive"}""").ok();

        assertThat(contact.status().ok().path("reactivateAt").isNull()).isTrue();
        assertThat(contact.status("status")).isEqualTo("inactive");
    }

    @Test
    void theTagIsTheEpochAndRisesWithEveryChange() {
        TestContact contact = server.newContact();

        Answer first = contact.set(SNOOZE);
        Answer second = contact.set(SNOOZE);

        assertThat(first.tag()).isEqualTo("\"" + first.ok().path("epoch").asLong() + "\"");
        assertThat(contact.status().tag()).isEqualTo(second.tag());
        assertThat(second.ok().path("epoch").asLong())
                .isGreaterThan(first.ok().path("epoch").asLong());
    }

    @Test
    void aChangeOfWhatWasReadIsDone() {
        TestContact contact = server.newContact();

        contact.set(SNOOZE, "If-Match", contact.status().tag()).ok();
        contact.set(SNOOZE, "If-Match", contact.status().tag()).ok();
        contact.set(SNOOZE, "If-Match", "*").ok();
    }

    @Test
    void aChangeOfWhatHasChangedMeanwhileIsRefusedAndChangesNothing() {
        TestContact contact = server.newContact();
        String read = contact.status().tag();
        contact.report("m1", "human").ok();
        JsonNode before = contact.status().ok();

        String detail = contact.set("""
                {"status": "active"}""", "If-Match", read).problem(412);

        assertThat(detail)
                .contains(
                        contact.id(), "changed meanwhile", before.path("epoch").asText(), "not 0");
        assertThat(contact.status().ok()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "\"x7\"", "\"7", "7\"", "\"1\", \"2\"", "-1", "\"12345678901234567890\"", "\"\""})
    void aTagThatNoStatusHadIsRefused(String tag) {
        TestContact contact = server.newContact();

        assertThat(contact.set(SNOOZE, "If-Match", tag).problem(400)).contains("If-Match", tag, "Allowed");
        assertThat(contact.status("status")).isEqualTo("active");
    }

    @Test
    void aStatusThatTheClientKnowsIsToldAnewSinceItsDeadlineMayHavePassed() {
        TestContact contact = server.newContact();
        String known = contact.set(SNOOZE).tag();
        time.pass(Duration.ofHours(2));

        Answer answer = server.get(contact.path() + "/bot-status", "If-None-Match", known);

        assertThat(answer.ok().path("status").asText()).isEqualTo("active");
        assertThat(answer.tag()).isEqualTo(known);
    }

    @Test
    void whileTheBotIsOffAPersonsChangeIsRefused() {
        TestContact contact = server.newContact();
        contact.set(SNOOZE).ok();
        server.settings("off", 75, "PT24H");
        JsonNode before = contact.status().ok();

        String detail = contact.set("""
                {"status": "active"}""").problem(409);

        assertThat(detail).contains("off", "auto_pilot", "suggestive");
        assertThat(contact.status().ok()).isEqualTo(before);
        assertThat(before.path("mode").asText()).isEqualTo("off");
        assertThat(before.path("responding").asBoolean()).isFalse();
        assertThat(before.path("explanation").asText()).contains("the bot mode is off", "The bot is snoozed since");
    }

    @Test
    void whileTheBotOnlyDraftsAPersonsChangeIsTaken() {
        TestContact contact = server.newContact();
        server.settings("suggestive", 75, "PT24H");

        JsonNode state = contact.set(SNOOZE).ok();

        assertThat(state.path("status").asText()).isEqualTo("snoozed");
        assertThat(state.path("responding").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "suggestive"})
    void inEveryModeAWorkflowsRequestHasItsEffect(String mode) {
        TestContact contact = server.newContact();
        server.settings(mode, 75, "PT24H");

        JsonNode started = contact.startPause("""
                {"status": "inactive"}""").ok();

        assertThat(started.at("/variables/effect/value").asText()).isEqualTo("paused");
        assertThat(contact.pauses()).hasSize(1);
        server.settings("auto_pilot", 75, "PT24H");
        assertThat(contact.status().ok().path("status").asText()).isEqualTo("inactive");
    }
}
