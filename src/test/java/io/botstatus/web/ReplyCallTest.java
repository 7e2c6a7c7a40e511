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
import org.springframework.beans.factory.annotation.Autowired;

/** {@code POST /api/contacts/{contactId}/replies}: may the bot send this reply now? */
@ServerTest
class ReplyCallTest {

    @RegisterExtension
    final TestClock time = new TestClock();

    @Autowired
    Server server;

    @AfterEach
    void restoreSettings() {
        server.defaultSettings();
    }

    @Test
    void aReplyIsGrantedToAnActiveContact() {
        TestContact contact = server.newContact();

        assertThat(contact.ask("r1").ok()).isEqualTo(json("""
                {"granted": true, "duplicate": false, "remaining": 74, "epoch": 0, "botStatus": "active"}"""));
        assertThat(contact.status().ok().path("replies")).isEqualTo(json("""
                {"used": 1, "limit": 75, "windowEndsAt": "2030-02-01T09:00:00Z"}"""));
    }

    @Test
    void theSameReplyIsGrantedAgainAndCountedOnce() {
        TestContact contact = server.newContact();
        contact.ask("r1").ok();

        assertThat(contact.ask("r1").ok()).isEqualTo(json("""
                {"granted": true, "duplicate": true, "remaining": 74, "epoch": 0, "botStatus": "active"}"""));
        assertThat(contact.status().ok().at("/replies/used").asInt()).isEqualTo(1);
    }

    @Test
    void theSameReplyIsRefusedOnceTheBotIsPaused() {
        TestContact contact = server.newContact();
        contact.ask("r1").ok();
        contact.report("m1", "human").ok();

        JsonNode answer = contact.ask("r1").ok();

        assertThat(answer).isEqualTo(json("""
                {"granted": false, "because": "snoozed", "duplicate": true, "remaining": 74, "epoch": %d,
                 "botStatus": "snoozed"}""".formatted(answer.path("epoch").asLong())));
        contact.set("""
                {"status": "active"}""").ok();
        assertThat(refusal(contact.ask("r1"))).isEqualTo("epoch_changed");
    }

    @Test
    void aReplyThatWasRefusedMayBeAskedForAnew() {
        TestContact contact = server.newContact();
        contact.report("m1", "workflow").ok();
        assertThat(refusal(contact.ask("r1"))).isEqualTo("snoozed");
        time.pass(Duration.ofHours(1));

        JsonNode answer = contact.ask("r1").ok();

        assertThat(answer.path("granted").asBoolean()).isTrue();
        assertThat(answer.path("duplicate").asBoolean()).isFalse();
    }

    @Test
    void ofTwoRepliesToOneMessageOneIsGranted() {
        TestContact contact = server.newContact();
        contact.askWith("""
                {"replyId": "worker-1", "answers": "m1"}""").ok();

        assertThat(contact.askWith("""
                        {"replyId": "worker-2", "answers": "m1"}""").ok()).isEqualTo(json("""
                {"granted": false, "because": "answered", "duplicate": false, "remaining": 74, "epoch": 0, "botStatus": "active"}"""));
        assertThat(contact.status().ok().at("/replies/used").asInt()).isEqualTo(1);
        assertThat(contact.askWith("""
                        {"replyId": "worker-2", "answers": "m2"}""").ok().path("granted").asBoolean()).isTrue();
    }

    @Test
    void aReplyThatAsksAgainStillAnswersItsMessage() {
        TestContact contact = server.newContact();
        String reply = """
                {"replyId": "r1", "answers": "m1"}""";
        contact.askWith(reply).ok();

        assertThat(contact.askWith(reply).ok().path("duplicate").asBoolean()).isTrue();
        assertThat(contact.status().ok().at("/replies/used").asInt()).isEqualTo(1);
    }

    @Test
    void aRefusedReplyLeavesItsMessageToAnother() {
        TestContact contact = server.newContact();
        contact.report("m0", "workflow").ok();
        assertThat(refusal(contact.askWith("""
                {"replyId": "r1", "answers": "m1"}"""))).isEqualTo("snoozed");
        time.pass(Duration.ofHours(1));

        assertThat(contact.askWith("""
                        {"replyId": "r2", "answers": "m1"}""").ok().path("granted").asBoolean()).isTrue();
    }

    @Test
    void thePauseIsToldBeforeTheAnswer() {
        TestContact contact = server.newContact();
        contact.askWith("""
                {"replyId": "r1", "answers": "m1"}""").ok();
        contact.report("m2", "human").ok();

        assertThat(refusal(contact.askWith("""
                {"replyId": "r2", "answers": "m1"}"""))).isEqualTo("snoozed");
    }

    @Test
    void theLastReplyOfAWindowAnswersToo() {
        server.settings("auto_pilot", 1, "PT24H");
        TestContact contact = server.newContact();
        contact.askWith("""
                {"replyId": "r1", "answers": "m1"}""").ok();
        time.pass(Duration.ofHours(25));

        assertThat(refusal(contact.askWith("""
                {"replyId": "r2", "answers": "m1"}"""))).isEqualTo("answered");
    }

    @Test
    void namesWhatIsWrongWithTheMessageThatIsAnswered() {
        assertThat(server.newContact().askWith("""
                        {"replyId": "r1", "answers": ""}""").problem(400)).startsWith("answers is ''");
    }

    @Test
    void anInactiveContactGetsNoReply() {
        TestContact contact = server.newContact();
        contact.set("""
                {"status": "inactive"}""").ok();

        assertThat(refusal(contact.ask("r1"))).isEqualTo("inactive");
    }

    @Test
    void aReplyToAnOlderStateIsRefusedAlthoughTheBotIsActiveAgain() {
        TestContact contact = server.newContact();
        contact.set("""
                {"status": "inactive"}""").ok();
        long old = contact.status().ok().path("epoch").asLong();
        long current = contact.set("""
                {"status": "active"}""").ok().path("epoch").asLong();

        assertThat(refusal(contact.askWith("""
                {"replyId": "r1", "epoch": %d}""".formatted(old)))).isEqualTo("epoch_changed");
        assertThat(refusal(contact.askWith("""
                {"replyId": "r1", "epoch": 0}"""))).isEqualTo("epoch_changed");
        assertThat(contact.askWith("""
                        {"replyId": "r1", "epoch": %d}""".formatted(current)).ok().path("granted").asBoolean())
                .isTrue();
    }

    @Test
    void aReplyToAContactNeverSeenIsFencedToo() {
        TestContact contact = server.newContact();

        assertThat(refusal(contact.askWith("""
                {"replyId": "r1", "epoch": 7}"""))).isEqualTo("epoch_changed");
        assertThat(contact.askWith("""
                        {"replyId": "r1", "epoch": 0}""").ok().path("granted").asBoolean()).isTrue();
    }

    @Test
    void thePassingOfADeadlineIsNoChangeThatFencesReplies() {
        TestContact contact = server.newContact();
        contact.report("m1", "workflow").ok();
        long epoch = contact.status().ok().path("epoch").asLong();
        time.pass(Duration.ofHours(1));

        assertThat(contact.askWith("""
                        {"replyId": "r1", "epoch": %d}""".formatted(epoch)).ok().path("granted").asBoolean())
                .isTrue();
    }

    @Test
    void theLastReplyOfTheWindowIsGrantedAndPausesTheBot() {
        server.settings("auto_pilot", 3, "PT2H");
        TestContact contact = server.newContact();
        contact.ask("r1").ok();
        time.pass(Duration.ofMinutes(30));
        contact.ask("r2").ok();

        JsonNode last = contact.ask("r3").ok();

        assertThat(last.path("granted").asBoolean()).isTrue();
        assertThat(last.path("remaining").asInt()).isZero();
        assertThat(last.path("botStatus").asText()).isEqualTo("snoozed");
        assertThat(contact.status("reactivateAt"))
                .as("the window began with the first reply")
                .isEqualTo("2030-01-31T11:00:00Z");
        JsonNode refused = contact.ask("r4").ok();
        assertThat(refused.path("because").asText()).isEqualTo("message_limit");
        assertThat(refused.path("remaining").asInt()).isZero();
        JsonNode again = contact.ask("r3").ok();
        assertThat(again.path("granted").asBoolean()).isTrue();
        assertThat(again.path("duplicate").asBoolean()).isTrue();
    }

    @Test
    void aNewWindowBeginsWhenTheLimitsPauseEnds() {
        server.settings("auto_pilot", 2, "PT2H");
        TestContact contact = server.newContact();
        contact.ask("r1").ok();
        contact.ask("r2").ok();
        time.pass(Duration.ofHours(2));

        assertThat(contact.ask("r3").ok().path("remaining").asInt()).isEqualTo(1);
        assertThat(contact.status().ok().path("replies")).isEqualTo(json("""
                {"used": 1, "limit": 2, "windowEndsAt": "2030-01-31T13:00:00Z"}"""));
    }

    @Test
    void ofManyWhoAskAtOnceNoMoreThanTheLimitAreGranted() {
        server.settings("auto_pilot", 5, "PT24H");
        TestContact contact = server.newContact();

        List<Boolean> granted =
                Server.atOnce(16, i -> contact.ask("r" + i).ok().path("granted").asBoolean());

        assertThat(granted).filteredOn(is -> is).hasSize(5);
        assertThat(contact.pauses()).hasSize(1);
        assertThat(contact.events()).containsExactly("placed message_limit active snoozed");
    }

    @ParameterizedTest
    @CsvSource({"off, ''", "suggestive, '\"draft\": true,'"})
    void outsideAutoPilotNoReplyIsGranted(String mode, String draft) {
        server.settings(mode, 75, "PT24H");
        TestContact contact = server.newContact();

        assertThat(contact.ask("r1").ok()).isEqualTo(json("""
                {"granted": false, "because": "mode", %s "duplicate": false, "remaining": 75, "epoch": 0,
                 "botStatus": "active"}""".formatted(draft)));
    }

    private static String refusal(Answer answer) {
        JsonNode permit = answer.ok();
        assertThat(permit.path("granted").asBoolean()).isFalse();
        return permit.path("because").asText();
    }
}
