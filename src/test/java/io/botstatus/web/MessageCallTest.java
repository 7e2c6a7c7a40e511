package io.botstatus.web;

import static io.botstatus.web.Answer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** {@code POST /api/contacts/{contactId}/messages}: reports of messages and their authors. */
@ServerTest
class MessageCallTest {

    @RegisterExtension
    final TestClock time = new TestClock();

    @Autowired
    Server server;

    @AfterEach
    void restoreSettings() {
        server.defaultSettings();
    }

    @ParameterizedTest
    @CsvSource({"human, paused, snoozed", "workflow, paused, snoozed", "contact, none, active", "bot, none, active"})
    void whoWroteDecidesWhatHappens(String sender, String effect, String status) {
        TestContact contact = server.newContact();

        assertThat(contact.report("m1", sender).ok()).isEqualTo(answer(false, effect, status));
        assertThat(contact.status("status")).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"human", "workflow", "contact", "bot"})
    void aMessageReportedTwiceIsADuplicateWithoutEffect(String sender) {
        TestContact contact = server.newContact();
        contact.report("m1", sender).ok();
        JsonNode before = contact.status().ok();

        JsonNode answer = contact.report("m1", sender).ok();

        assertThat(answer).isEqualTo(answer(true, "none", before.path("status").asText()));
        assertThat(contact.status().ok()).isEqualTo(before);
    }

    @Test
    void aMessageTakenForAnotherSendersOnTheSecondReportStaysADuplicate() {
        TestContact contact = server.newContact();
        contact.report("m1", "contact").ok();

        assertThat(contact.report("m1", "human").ok()).isEqualTo(answer(true, "none", "active"));
    }

    @Test
    void anotherMessageOfThePersonExtendsThePause() {
        TestContact contact = server.newContact();
        contact.report("m1", "human").ok();
        time.pass(Duration.ofHours(1));

        assertThat(contact.report("m2", "human").ok()).isEqualTo(answer(false, "extended", "snoozed"));
    }

    @Test
    void anotherMessageOfAWorkflowDoesNot() {
        TestContact contact = server.newContact();
        contact.report("m1", "workflow").ok();
        time.pass(Duration.ofMinutes(10));

        assertThat(contact.report("m2", "workflow").ok()).isEqualTo(answer(false, "none", "snoozed"));
        assertThat(contact.status("reactivateAt")).isEqualTo("2030-01-31T10:00:00Z");
    }

    @Test
    void aPauseCountsFromWhenTheMessageWasSent() {
        TestContact contact = server.newContact();

        sentAt(contact, "m1", "2030-01-31T07:00:00+01:00").ok();

        assertThat(contact.status("reactivateAt")).isEqualTo("2030-02-01T06:00:00Z");
        assertThat(contact.holds().get(0).path("since").asText()).isEqualTo("2030-01-31T06:00:00Z");
    }

    @Test
    void aMessageFromTheFutureCountsAsNow() {
        TestContact contact = server.newContact();

        sentAt(contact, "m1", "2031-01-01T00:00:00Z").ok();

        assertThat(contact.status("reactivateAt")).isEqualTo("2030-02-01T09:00:00Z");
    }

    @Test
    void aMessageWhosePauseWouldBeOverAlreadyIsIgnored() {
        TestContact contact = server.newContact();

        assertThat(sentAt(contact, "m1", "2030-01-30T09:00:00Z").ok()).isEqualTo(answer(false, "ignored", "active"));
        assertThat(contact.events()).isEmpty();
        assertThat(contact.pauses()).isEmpty();
    }

    @Test
    void theEchoOfAGrantedReplyIsNeverTakenForAPerson() {
        TestContact contact = server.newContact();
        contact.ask("r1").ok();

        assertThat(contact.report("r1", "human").ok()).isEqualTo(answer(true, "none", "active"));
        assertThat(contact.report("r1", "bot").ok()).isEqualTo(answer(true, "none", "active"));
        assertThat(contact.status().ok().at("/replies/used").asInt()).isEqualTo(1);
        assertThat(contact.events()).isEmpty();
    }

    @Test
    void aMessageThatTheBotSentWithoutAskingCounts() {
        server.settings("auto_pilot", 3, "PT24H");
        TestContact contact = server.newContact();
        contact.ask("r1").ok();
        contact.report("m2", "bot").ok();
        assertThat(contact.status().ok().at("/replies/used").asInt()).isEqualTo(2);

        assertThat(contact.report("m3", "bot").ok()).isEqualTo(answer(false, "paused", "snoozed"));
        assertThat(contact.events()).containsExactly("placed message_limit active snoozed");
    }

    @ParameterizedTest
    @CsvSource({"off, human", "off, bot", "suggestive, human", "suggestive, workflow"})
    void inEveryModeAMessageHasItsEffect(String mode, String sender) {
        server.settings(mode, 1, "PT24H");
        TestContact contact = server.newContact();

        assertThat(contact.report("m1", sender).ok()).isEqualTo(answer(false, "paused", "snoozed"));
        assertThat(contact.pauses()).hasSize(1);
    }

    @Test
    void attributesOfEveryPlainTypeAreKeptAsVariablesOfTheInstance() {
        TestContact contact = server.newContact();

        contact.report("""
                {"messageId": "m1", "sender": "human", "channel": "whatsapp", "attributes":
                 {"team": "sales", "priority": 3, "score": 0.5, "vip": true, "nothing": null,
                  "big": 123456789012345678901234567890, "note": "Zoë 😀", "status": "x", "mode": "x"}}""").ok();

        JsonNode variables = server.get("/engine-rest/process-instance/" + contact.onlyPause() + "/variables")
                .ok();
        assertThat(variables.at("/team/value").asText()).isEqualTo("sales");
        assertThat(variables.at("/priority/value").asInt()).isEqualTo(3);
        assertThat(variables.at("/score/value").asDouble()).isEqualTo(0.5);
        assertThat(variables.at("/vip/value").asBoolean()).isTrue();
        assertThat(variables.at("/note/value").asText()).isEqualTo("Zoë 😀");
    }

    @Test
    void ofManyMessagesAtOnceOneHoldAndOneInstanceRemain() {
        TestContact contact = server.newContact();

        List<String> effects = Server.atOnce(
                8, i -> contact.report("m" + i, "human").ok().path("effect").asText());

        assertThat(effects).containsOnlyOnce("paused");
        assertThat(contact.holds()).hasSize(1);
        assertThat(contact.pauses()).hasSize(1);
    }

    @Test
    void ofManyDeliveriesOfOneMessageAtOnceOneHasAnEffect() {
        TestContact contact = server.newContact();
        contact.report("m0", "human").ok();
        for (int message = 1; message <= 20; message++) {
            String id = "m" + message;
            time.pass(Duration.ofMinutes(1));

            List<String> effects = Server.atOnce(
                    8, i -> contact.report(id, "human").ok().path("effect").asText());

            assertThat(effects).containsOnlyOnce("extended");
            assertThat(contact.events()).hasSize(1 + message);
        }
    }

    private static Answer sentAt(TestContact contact, String messageId, String sentAt) {
        return contact.report("""
                {"messageId": "%s", "sender": "human", "sentAt": "%s"}""".formatted(messageId, sentAt));
    }

    private static JsonNode answer(boolean duplicate, String effect, String status) {
        return json("""
                {"duplicate": %b, "effect": "%s", "botStatus": "%s"}""".formatted(duplicate, effect, status));
    }
}
