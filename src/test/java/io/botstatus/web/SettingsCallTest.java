package io.botstatus.web;

import static io.botstatus.web.Answer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code GET} and {@code PUT /api/settings}. */
@ServerTest
class SettingsCallTest {

    @Autowired
    Server server;

    @Autowired
    JdbcClient sql;

    @AfterEach
    void restoreSettings() {
        server.defaultSettings();
    }

    @Test
    void aNewServerAnswersSeventyFiveTimesADay() {
        assertThat(settings()).isEqualTo(json("""
                {"mode": "auto_pilot", "messageLimit": 75, "messageLimitWindow": "PT24H"}"""));
    }

    /** No call works without the settings, and no call can restore them. */
    @ParameterizedTest
    @ValueSource(strings = {"delete from bot_settings", "truncate bot_settings"})
    void noHandInSqlTakesThemAway(String statement) {
        assertThatThrownBy(() -> sql.sql(statement).update()).hasMessageContaining("which stays");

        assertThat(settings()).isNotNull();
    }

    @Test
    void whatIsWrittenIsReadAndCountsAtOnce() {
        JsonNode answer = server.settings("suggestive", 1, "P2DT30M");

        assertThat(settings()).isEqualTo(json("""
                {"mode": "suggestive", "messageLimit": 1, "messageLimitWindow": "PT48H30M"}"""));
        assertThat(server.settings()).isEqualTo(answer);
        JsonNode state = server.newContact().status().ok();
        assertThat(state.path("mode").asText()).isEqualTo("suggestive");
        assertThat(state.at("/replies/limit").asInt()).isEqualTo(1);
    }

    @Test
    void whatIsReadCanBeWritten() {
        JsonNode read = server.settings();

        assertThat(server.put("/api/settings", Answer.text(read)).ok()).isEqualTo(read);
    }

    @Test
    void tellWhereTheModelsComeFromThatAreInForce() {
        JsonNode models = server.settings().path("models");

        assertThat(models.fieldNames())
                .toIterable()
                .containsExactly(
                        "bot-pause", "bot-pause-and-wait", "bot-pause-policy", "bot-bulk-change", "notify-webhook");
        // No target is configured.
        assertThat(models.path("notify-webhook").isNull()).isTrue();
        for (JsonNode model : Answer.without(models, "notify-webhook")) {
            assertThat(model.path("origin").asText()).isEqualTo("bundled");
            assertThat(model.path("version").asInt()).isPositive();
            assertThat(Instant.parse(model.path("deployedAt").asText())).isNotNull();
            assertThat(server.get("/engine-rest/deployment/"
                                    + model.path("deploymentId").asText())
                            .ok()
                            .path("name"))
                    .isEqualTo(model.path("deployment"));
        }
    }

    @Test
    void aModelThatThePluginDoesNotBringHasNoWayBack() {
        assertThat(server.delete("/api/settings/models/bot-pose").problem(404))
                .isEqualTo(
                        "model is 'bot-pose'. Allowed: bot-pause, bot-pause-and-wait, bot-pause-policy, bot-bulk-change, notify-webhook. Did you mean 'bot-pause'?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"mode": "on", "messageLimit": 3, "messageLimitWindow": "PT1H"}       | mode         | on          | auto_pilot
                    {"mode": 1, "messageLimit": 3, "messageLimitWindow": "PT1H"}          | mode         | 1           | auto_pilot
                    {"messageLimit": 3, "messageLimitWindow": "PT1H"}                     | mode         | missing     | auto_pilot
                    {"mode": "off", "messageLimitWindow": "PT1H"}                         | messageLimit | missing     | 1 to 1000000
                    {"mode": "off", "messageLimit": 3}                                    | messageLimitWindow | missing | PT24H
                    {"mode": "off", "messageLimit": 0, "messageLimitWindow": "PT1H"}      | messageLimit | 0           | 1 to 1000000
                    {"mode": "off", "messageLimit": -5, "messageLimitWindow": "PT1H"}     | messageLimit | -5          | 1 to 1000000
                    {"mode": "off", "messageLimit": 1000001, "messageLimitWindow": "PT1H"} | messageLimit | 1000001    | 1 to 1000000
                    {"mode": "off", "messageLimit": 99999999999, "messageLimitWindow": "PT1H"} | messageLimit | 99999999999 | a whole number
                    {"mode": "off", "messageLimit": 3.7, "messageLimitWindow": "PT1H"}    | messageLimit | 3.7         | a whole number
                    {"mode": "off", "messageLimit": 1e3, "messageLimitWindow": "PT1H"}    | messageLimit | 1e3         | a whole number
                    {"mode": "off", "messageLimit": "many", "messageLimitWindow": "PT1H"} | messageLimit | many        | a whole number
                    {"mode": "off", "messageLimit": true, "messageLimitWindow": "PT1H"}   | messageLimit |             | a whole number
                    {"mode": "off", "messageLimit": [3], "messageLimitWindow": "PT1H"}    | messageLimit |             | a whole number
                    {"mode": "off", "messageLimit": 3, "messageLimitWindow": "P1M"}       | messageLimitWindow | P1M   | PT24H
                    {"mode": "off", "messageLimit": 3, "messageLimitWindow": "PT0S"}      | messageLimitWindow | PT0S  | PT24H
                    {"mode": "off", "messageLimit": 3, "messageLimitWindow": 24}          | messageLimitWindow | 24    | PT24H
                    {"mode": "off", "messageLimit": 3, "messageLimitWindow": "PT1H", "x": 1} | x          | 1           | mode, messageLimit, messageLimitWindow
                    """)
    void settingsThatCannotBeAreRefusedAndChangeNothing(String body, String field, String value, String allowed) {
        String detail = server.put("/api/settings", body).problem(400);

        assertThat(detail).startsWith(field + " ").contains(allowed, value == null ? "" : value);
        assertThat(settings()).isEqualTo(json("""
                {"mode": "auto_pilot", "messageLimit": 75, "messageLimitWindow": "PT24H"}"""));
    }

    /** The settings without the models. */
    private JsonNode settings() {
        return ((ObjectNode) server.settings()).without("models");
    }
}
