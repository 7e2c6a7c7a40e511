package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;

/** A builder deploys a pause policy of their own over Camunda's REST API, on the running server. */
@ServerTest
class BuildersPolicyTest {

    @RegisterExtension
    TestClock time = new TestClock();

    @Autowired
    Server server;

    private final List<String> deployments = new ArrayList<>();

    @AfterEach
    void goBackToTheBundledPolicy() {
        deployments.forEach(id -> server.delete("/engine-rest/deployment/" + id + "?cascade=true"));
        TestContact contact = server.newContact();
        contact.report("m-1", "human");
        assertThat(contact.status("reactivateAt"))
                .isEqualTo(time.now().plus(Duration.ofHours(24)).toString());
    }

    @Test
    void capsHowFarRepeatsMoveTheDeadline() {
        deploy("\"snoozed\"", "\"PT1H\"", "true", "\"PT90M\"");
        TestContact api = server.newContact();
        TestContact engine = server.newContact();

        api.report("m-1", "human");
        engine.correlate("bot.manualMessageSent", "{}");
        assertThat(api.status("reactivateAt")).isEqualTo("2030-01-31T10:00:00Z");
        time.pass(Duration.ofMinutes(20));
        api.report("m-2", "human");
        engine.correlate("bot.manualMessageSent", "{}");
        assertThat(api.status("reactivateAt")).isEqualTo("2030-01-31T10:20:00Z");
        time.pass(Duration.ofMinutes(30));
        api.report("m-3", "human");
        engine.correlate("bot.manualMessageSent", "{}");

        for (TestContact contact : List.of(api, engine)) {
            assertThat(contact.status("reactivateAt")).isEqualTo("2030-01-31T10:30:00Z");
            assertThat(contact.pauses()).hasSize(1);
        }
        assertThat(api.report("m-4", "human").ok().path("effect").asText()).isEqualTo("none");
    }

    @Test
    void countsFromTheNextTriggerOnEvenForAContactOnHold() {
        deploy("\"snoozed\"", "\"PT1H\"", "true", "");
        TestContact contact = server.newContact();
        contact.report("m-1", "human");

        deploy("\"inactive\"", "\"PT5H\"", "true", "");

        assertThat(contact.report("m-2", "human").ok().path("effect").asText()).isEqualTo("extended");
        assertThat(contact.status("status")).isEqualTo("inactive");
        assertThat(contact.status("reactivateAt")).isEqualTo("2030-01-31T14:00:00Z");
    }

    /** The message of a failure can have any length, and a variable of the engine has 4,000 characters. */
    @Test
    void silencesTheBotForAnHourHoweverLongTheStoryOfItsFailureIs() {
        deploy("\"snoozed\"", "${" + "long".repeat(1200) + "}", "false", "");
        TestContact contact = server.newContact();

        assertThat(contact.report("m-1", "human").ok().path("effect").asText()).isEqualTo("paused");

        assertThat(contact.status("reactivateAt")).isEqualTo("2030-01-31T10:00:00Z");
        assertThat(contact.holds().get(0).path("reason").asText()).startsWith("The pause policy failed: ");
    }

    @Test
    void silencesTheBotForAnHourWhenItFails() {
        deploy("\"sno\" + \"zed\"", "\"PT5H\"", "false", "");
        TestContact contact = server.newContact();

        assertThat(contact.report("m-1", "human").ok().path("effect").asText()).isEqualTo("paused");

        assertThat(contact.status("reactivateAt")).isEqualTo("2030-01-31T10:00:00Z");
        assertThat(contact.status("explanation"))
                .contains("The pause policy failed: pauseAs is 'snozed'. Allowed: snoozed, inactive or none.");
        assertThat(contact.history("")
                        .list()
                        .findFirst()
                        .orElseThrow()
                        .path("reason")
                        .asText())
                .contains("The pause policy failed");
    }

    @Test
    void isSeenInTheSettingsAndTakenOutOfForceByOneCall() {
        deploy("\"snoozed\"", "\"PT1H\"", "true", "");
        JsonNode own = policy();
        assertThat(own.path("origin").asText()).isEqualTo("own");
        assertThat(own.path("deployment").asText()).isEqualTo("a builder's policy");

        JsonNode bundled =
                server.delete("/api/settings/models/bot-pause-policy").ok();

        assertThat(bundled.path("origin").asText()).isEqualTo("bundled");
        assertThat(bundled.path("version").asInt())
                .isEqualTo(own.path("version").asInt() + 1);
        assertThat(policy()).isEqualTo(bundled);
        assertThat(server.delete("/api/settings/models/bot-pause-policy").ok()).isEqualTo(bundled);
        TestContact contact = server.newContact();
        contact.report("m-1", "human");
        assertThat(contact.status("reactivateAt"))
                .isEqualTo(time.now().plus(Duration.ofHours(24)).toString());
    }

    private JsonNode policy() {
        return server.settings().path("models").path("bot-pause-policy");
    }

    private void deploy(String pauseAs, String reactivateAfter, String extend, String atMost) {
        String table = """
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="own" name="own" namespace="own"
                             xmlns:camunda="http://camunda.org/schema/1.0/dmn">
                  <decision id="bot-pause-policy" name="A builder's policy" camunda:historyTimeToLive="P1D">
                    <decisionTable id="table" hitPolicy="FIRST">
                      <input id="input"><inputExpression id="expression"><text>cause</text></inputExpression></input>
                      <output id="pauseAs" name="pauseAs"/>
                      <output id="reactivateAfter" name="reactivateAfter"/>
                      <output id="extend" name="extend"/>
                      <output id="atMost" name="atMost"/>
                      <rule id="rule">
                        <inputEntry id="any"><text></text></inputEntry>
                        <outputEntry id="cell1"><text>%s</text></outputEntry>
                        <outputEntry id="cell2"%s><text>%s</text></outputEntry>
                        <outputEntry id="cell3"><text>%s</text></outputEntry>
                        <outputEntry id="cell4"><text>%s</text></outputEntry>
                      </rule>
                    </decisionTable>
                  </decision>
                </definitions>""".formatted(
                        pauseAs,
                        reactivateAfter.startsWith("${") ? " expressionLanguage=\"juel\"" : "",
                        reactivateAfter,
                        extend,
                        atMost);
        deployments.add(server.deploy("a builder's policy", Map.of("own.dmn", table))
                .ok()
                .path("id")
                .asText());
    }
}
