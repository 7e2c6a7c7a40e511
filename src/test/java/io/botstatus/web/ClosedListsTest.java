package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A word that is nearly one of a closed list is answered with the word that is meant. */
@ServerTest
class ClosedListsTest {

    @Autowired
    Server server;

    private TestContact contact;

    @BeforeEach
    void aContact() {
        contact = server.newContact();
    }

    @ParameterizedTest
    @CsvSource({"Snoozed, snoozed", "snozed, snoozed", "Active, active", "in_active, inactive"})
    void ofStatuses(String word, String meant) {
        assertThat(contact.set("{\"status\": \"%s\"}".formatted(word)).problem(400))
                .isEqualTo("status is '%s'. Allowed: active, snoozed, inactive. Did you mean '%s'?"
                        .formatted(word, meant));
        assertThat(server.get("/api/contacts?status=" + word).problem(400)).endsWith("Did you mean '" + meant + "'?");
    }

    @ParameterizedTest
    @CsvSource({"Hours, hours", "hour, hours", "dais, days", "minuets, minutes"})
    void ofUnits(String word, String meant) {
        assertThat(request("\"status\": \"snoozed\", \"reactivateAfter\": \"2\", \"reactivateAfterUnit\": \"%s\""
                        .formatted(word)))
                .contains("reactivateAfterUnit is '%s'. Allowed: minutes, hours, days, weeks. Did you mean '%s'?"
                        .formatted(word, meant));
    }

    @ParameterizedTest
    @CsvSource({"Human, human", "humen, human", "unkown, unknown", "Bot, bot"})
    void ofSenders(String word, String meant) {
        assertThat(contact.report("m-1", word).problem(400)).endsWith("Did you mean '" + meant + "'?");
    }

    @Test
    void ofModesSortWordsCausesAndFields() {
        assertThat(server.put("/api/settings", """
                        {"mode": "autopilot", "messageLimit": 75, "messageLimitWindow": "PT24H"}""").problem(400))
                .isEqualTo("mode is 'autopilot'. Allowed: off, suggestive, auto_pilot. Did you mean 'auto_pilot'?");
        assertThat(server.get("/api/contacts?sort=contactid").problem(400)).endsWith("Did you mean 'contactId'?");
        assertThat(server.get("/api/contacts?cause=Manual-Message").problem(400))
                .endsWith("Did you mean 'manual_message'?");
        assertThat(request("\"status\": \"inactive\", \"cause\": \"opt-out\"")).contains("Did you mean 'opt_out'?");
        assertThat(contact.set("{\"status\": \"snoozed\", \"reactivateafter\": \"PT1H\"}")
                        .problem(400))
                .endsWith("Did you mean 'reactivateAfter'?");
    }

    @ParameterizedTest
    @CsvSource({"asleep", "on", "x"})
    void namesNoWordThatIsFarAway(String word) {
        assertThat(contact.set("{\"status\": \"%s\"}".formatted(word)).problem(400))
                .isEqualTo("status is '%s'. Allowed: active, snoozed, inactive.".formatted(word));
        assertThat(server.put("/api/settings", """
                        {"mode": "%s", "messageLimit": 75, "messageLimitWindow": "PT24H"}""".formatted(word)).problem(400))
                .doesNotContain("Did you mean");
    }

    private String request(String variables) {
        return Answer.json(contact.correlate("bot.statusRequested", "{%s}".formatted(variables))
                        .text())
                .path("message")
                .asText();
    }
}
