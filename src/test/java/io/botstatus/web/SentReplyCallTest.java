package io.botstatus.web;

import static io.botstatus.web.Answer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.botstatus.message.Message;
import io.botstatus.message.Messages;
import io.botstatus.message.Report;
import io.botstatus.reply.ContentHash;
import io.botstatus.reply.Echo;
import io.botstatus.status.Certainty;
import io.botstatus.status.ContactId;
import io.botstatus.status.Sender;
import io.botstatus.status.hold.Effect;
import io.botstatus.status.hold.Source;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The bot's own messages that come back: PUT /api/contacts/{contactId}/replies/{replyId}, and recognition without it. */
@ServerTest
class SentReplyCallTest {

    @RegisterExtension
    final TestClock time = new TestClock();

    @Autowired
    private Server server;

    @Autowired
    private Messages messages;

    private TestContact contact;

    @BeforeEach
    void contact() {
        contact = server.newContact();
        server.defaultSettings();
    }

    @Test
    void anEchoAfterItsIdIsTheBots() {
        contact.ask("r1").ok();

        assertThat(sentAs("r1", "m1").ok()).isEqualTo(json("""
                {"replyId": "r1", "messageIds": ["m1"], "pauseTakenBack": false, "botStatus": "active"}"""));
        Report echo = echo("m1", Sender.HUMAN, null, null);

        assertThat(echo.sender()).isEqualTo(Sender.BOT);
        assertThat(echo.duplicate()).isTrue();
        assertThat(contact.status("status")).isEqualTo("active");
    }

    /** matiasbattocchia/open-bsp-api #19, megaapp977/stack #393: the echo comes before the send call has answered, and pauses. */
    @Test
    void anEchoBeforeItsIdHasPausedAndThePauseIsTakenBack() {
        contact.ask("r1").ok();
        assertThat(echo("m1", Sender.HUMAN, null, null).effect()).isEqualTo(Effect.PAUSED);
        String pause = contact.onlyPause();

        assertThat(sentAs("r1", "m1").ok()).isEqualTo(json("""
                {"replyId": "r1", "messageIds": ["m1"], "pauseTakenBack": true, "botStatus": "active"}"""));

        assertThat(contact.pauses()).isEmpty();
        assertThat(server.get("/engine-rest/history/process-instance/" + pause)
                        .ok()
                        .path("state")
                        .asText())
                .isEqualTo("COMPLETED");
        assertThat(contact.events())
                .containsExactly("placed manual_message active snoozed", "released manual_message snoozed active");
        var taken = contact.history("?limit=1").ok().get(0);
        assertThat(taken.path("reason").asText()).isEqualTo("Message m1 was the bot's own");
        assertThat(taken.path("evidence").asText()).isEqualTo("bot, because the bot says that it is its reply r1");
        assertThat(sentAs("r1", "m1").ok().path("pauseTakenBack").asBoolean()).isFalse();
        assertThat(contact.ask("r2").ok().path("granted").asBoolean()).isTrue();
    }

    @Test
    void whatAPersonAskedForStaysWhenAnEchoIsTakenBack() {
        contact.ask("r1").ok();
        echo("m1", Sender.HUMAN, null, null);
        contact.report("by hand", "human").ok();

        assertThat(sentAs("r1", "m1").ok()).isEqualTo(json("""
                {"replyId": "r1", "messageIds": ["m1"], "pauseTakenBack": false, "botStatus": "snoozed"}"""));

        assertThat(contact.pauses()).hasSize(1);
    }

    @Test
    void whatAPersonAskedForWithoutAMessageIdStaysToo() {
        contact.correlate("bot.manualMessageSent", "{}").ok();
        contact.ask("r1").ok();
        contact.set("""
                {"status": "active"}""").ok();
        contact.ask("r2").ok();
        contact.correlate("bot.manualMessageSent", "{}").ok();
        echo("m1", Sender.HUMAN, null, null);

        sentAs("r2", "m1").ok();

        assertThat(contact.status("status")).isEqualTo("snoozed");
    }

    @Test
    void anExtensionIsTakenBackToWhatThePersonAskedFor() {
        contact.ask("r1").ok();
        contact.report("by hand", "human").ok();
        time.pass(Duration.ofMinutes(4));
        assertThat(echo("m1", Sender.HUMAN, null, null).effect()).isEqualTo(Effect.EXTENDED);
        assertThat(contact.status("reactivateAt")).isEqualTo("2030-02-01T09:04:00Z");

        assertThat(sentAs("r1", "m1").ok()).isEqualTo(json("""
                {"replyId": "r1", "messageIds": ["m1"], "pauseTakenBack": true, "botStatus": "snoozed"}"""));

        assertThat(contact.status("reactivateAt")).isEqualTo("2030-02-01T09:00:00Z");
        assertThat(contact.events().get(2)).isEqualTo("replaced manual_message snoozed snoozed");
    }

    @Test
    void aTimerThatWasArmedForTheExtensionComesAtTheDeadlineThatIsLeft() {
        contact.ask("r1").ok();
        contact.report("by hand", "human").ok();
        time.pass(Duration.ofMinutes(1));
        contact.report("by hand again", "human").ok();
        time.pass(Duration.ofMinutes(1));
        echo("m1", Sender.HUMAN, null, null);
        assertThat(timer()).isEqualTo(Instant.parse("2030-02-01T09:00:00Z"));
        server.post("/engine-rest/job/" + job() + "/execute", "{}"); // the timer learns that its deadline has moved
        assertThat(timer()).isEqualTo(Instant.parse("2030-02-01T09:02:00Z"));

        sentAs("r1", "m1").ok();

        assertThat(timer()).isEqualTo(Instant.parse("2030-02-01T09:01:00Z"));
        assertThat(contact.status("reactivateAt")).isEqualTo("2030-02-01T09:01:00Z");
    }

    @Test
    void aPersonsChangeInBetweenStays() {
        contact.ask("r1").ok();
        echo("m1", Sender.HUMAN, null, null);
        contact.set("""
                {"status": "inactive"}""").ok();

        assertThat(sentAs("r1", "m1").ok().path("pauseTakenBack").asBoolean()).isFalse();

        assertThat(contact.status("status")).isEqualTo("inactive");
    }

    @Test
    void aMessageThatNamesAReplyIsTheBots() {
        contact.ask("r1").ok();

        Report echo = echo("m1", Sender.HUMAN, "r1", null);

        assertThat(echo.evidence()).isEqualTo("bot, because its metadata names the reply r1");
        assertThat(echo.effect()).isEqualTo(Effect.NONE);
        assertThat(used()).isEqualTo(1);
        assertThat(sentAs("r1", "m1").ok().path("messageIds")).isEqualTo(json("[\"m1\"]"));
    }

    @Test
    void aMessageThatNamesAReplyNobodyAskedForIsTheBotsAndCounts() {
        Report echo = echo("m1", Sender.HUMAN, "never asked for", null);

        assertThat(echo.sender()).isEqualTo(Sender.BOT);
        assertThat(used()).isEqualTo(1);
    }

    @Test
    void aMessageWithTheTextOfAReplyIsTheBotsOnce() {
        contact.askWith("""
                {"replyId": "r1", "text": "Hello,\\n how are you?"}""").ok();

        Report echo = echo("m1", Sender.HUMAN, null, " Hello, how are\u00a0you? ");
        assertThat(echo.evidence()).isEqualTo("bot, because its text is that of reply r1");
        assertThat(used()).isEqualTo(1);
        assertThat(echo("m2", Sender.HUMAN, null, "Hello, how are you?").effect())
                .as("a person who says it after the bot")
                .isEqualTo(Effect.PAUSED);
    }

    @Test
    void theSameTextLongAfterThePermitIsAPersons() {
        contact.askWith("""
                {"replyId": "r1", "text": "Hello"}""").ok();
        time.pass(Duration.ofSeconds(121));

        assertThat(echo("m1", Sender.HUMAN, null, "Hello").effect()).isEqualTo(Effect.PAUSED);
    }

    @Test
    void whatThePlatformCallsABotsIsCountedOnceWithItsPermit() {
        contact.ask("r1").ok();
        contact.ask("r2").ok();

        echo("m1", Sender.BOT, null, null);
        echo("m2", Sender.BOT, null, null);
        assertThat(used()).isEqualTo(2);
        echo("m3", Sender.BOT, null, null);
        assertThat(used()).as("one without a permit").isEqualTo(3);

        sentAs("r2", "m3").ok();
        assertThat(used()).as("which had one after all").isEqualTo(2);
    }

    /** EvolutionAPI: messages.upsert with fromMe, and then send.message of the same id. */
    @Test
    void whatIsCalledAPersonsFirstAndTheBotsThenIsTakenBack() {
        assertThat(echo("m1", Sender.HUMAN, null, null).effect()).isEqualTo(Effect.PAUSED);

        assertThat(echo("m1", Sender.BOT, null, null).effect()).isEqualTo(Effect.RELEASED);

        assertThat(contact.status("status")).isEqualTo("active");
        assertThat(echo("m1", Sender.HUMAN, null, null).duplicate()).isTrue();
    }

    @Test
    void aReplyMayBeSentInParts() {
        contact.ask("r1").ok();
        sentAs("r1", "m1").ok();

        assertThat(sentAs("r1", "m2").ok().path("messageIds")).isEqualTo(json("[\"m1\", \"m2\"]"));
        assertThat(echo("m2", Sender.HUMAN, null, null).duplicate()).isTrue();
    }

    @Test
    void aReplyThatNobodyAskedForIsNotFoundAndLeavesNothing() {
        assertThat(sentAs("r1", "m1").problem(404))
                .isEqualTo("replyId is 'r1', and no reply of this id was granted for contact '" + contact.id()
                        + "'. Ask for it first: POST .../replies.");
        assertThat(echo("m1", Sender.HUMAN, null, null).effect()).isEqualTo(Effect.PAUSED);
    }

    @Test
    void theContactsOwnMessageIsNotTheBots() {
        contact.ask("r1").ok();
        contact.report("m1", "contact").ok();

        assertThat(sentAs("r1", "m1").problem(400))
                .isEqualTo("messageId is 'm1'. Allowed: the id of a message that the bot has sent; this one is the"
                        + " contact's.");
        assertThat(echo("m1", Sender.BOT, null, null).duplicate()).isTrue();
    }

    @Test
    void aWrongBodyNamesTheField() {
        contact.ask("r1").ok();

        assertThat(server.put(contact.path() + "/replies/r1", "{}").problem(400))
                .isEqualTo("messageId is missing. Allowed: the platform's id of the message.");
        assertThat(contact.askWith("{\"replyId\": \"r2\", \"text\": \"" + "a".repeat(100_001) + "\"}")
                        .problem(400))
                .isEqualTo("text is '100001 characters'. Allowed: a text of at most 100000 characters.");
    }

    @Test
    void aMessageThatACallerReportsAsAPersonsIsNotTheBots() {
        contact.ask("r1").ok();
        contact.report("m1", "human").ok();

        assertThat(sentAs("r1", "m1").problem(409))
                .isEqualTo(
                        "messageId is 'm1', which a person has written, as a caller has reported. Allowed: the id of a"
                                + " message that the bot has sent.");

        assertThat(contact.status("status")).isEqualTo("snoozed");
        assertThat(contact.events()).containsExactly("placed manual_message active snoozed");
        assertThat(contact.ask("r1").ok().path("granted").asBoolean()).isFalse();
    }

    @Test
    void aMessageOfWhichACallerDoesNotKnowWhoWroteItMayBeTheBots() {
        contact.ask("r1").ok();
        assertThat(contact.report("m1", "unknown").ok().path("effect").asText()).isEqualTo("paused");
        assertThat(contact.history("").ok().get(0).path("evidence").asText())
                .isEqualTo("human, because sender is unknown");

        assertThat(sentAs("r1", "m1").ok().path("pauseTakenBack").asBoolean()).isTrue();

        assertThat(contact.status("status")).isEqualTo("active");
        assertThat(contact.report("m1", "unknown").ok().path("duplicate").asBoolean())
                .isTrue();
    }

    @Test
    void whoTookAPauseBackIsInTheHistory() {
        contact.ask("r1").ok();
        echo("m1", Sender.HUMAN, null, null);

        sentAs("r1", "m1").ok();

        assertThat(contact.history("?limit=1").ok().get(0).path("setBy").asText())
                .isEqualTo("admin");
    }

    @Test
    void aReplyHasNoMoreMessagesThanPlatformsMakeOfOne() {
        contact.ask("r1").ok();
        for (int i = 1; i <= 5; i++) {
            sentAs("r1", "m" + i).ok();
        }
        echo("m6", Sender.HUMAN, null, null);

        assertThat(sentAs("r1", "m6").problem(409))
                .isEqualTo(
                        "messageId is 'm6', and reply 'r1' has 5 message ids already. Allowed: at most 5, the parts that"
                                + " a platform makes of one reply.");

        assertThat(contact.status("status")).isEqualTo("snoozed");
        assertThat(sentAs("r1", "m5").ok().path("messageIds"))
                .as("named before")
                .hasSize(5);
    }

    @Test
    void ofManyIdsOfAReplyAtOnceNoMoreAreTaken() {
        contact.ask("r1").ok();

        List<Integer> codes = Server.atOnce(20, i -> sentAs("r1", "m" + i).code());

        assertThat(codes).containsOnly(200, 409);
        assertThat(codes.stream().filter(code -> code == 200)).hasSize(5);
    }

    @Test
    void taggedMessagesBeyondThatAreTheBotsAndCount() {
        contact.ask("r1").ok();

        for (int i = 1; i <= 7; i++) {
            assertThat(echo("m" + i, Sender.HUMAN, "r1", null).sender()).isEqualTo(Sender.BOT);
        }

        assertThat(used()).isEqualTo(3);
        assertThat(sentAs("r1", "m1").ok().path("messageIds")).hasSize(5);
    }

    @Test
    void minutesAfterTheGrantNothingIsNamedAnyMore() {
        contact.ask("r1").ok();
        sentAs("r1", "m1").ok();
        time.pass(Duration.ofMinutes(5));
        sentAs("r1", "m2").ok();
        time.pass(Duration.ofSeconds(1));
        echo("m3", Sender.HUMAN, null, null);

        assertThat(sentAs("r1", "m3").problem(409))
                .isEqualTo(
                        "replyId is 'r1', which was granted at 2030-01-31T09:00:00Z. Allowed: to name its message ids"
                                + " within 5 minutes after that.");

        assertThat(contact.status("status")).isEqualTo("snoozed");
        assertThat(sentAs("r1", "m2").ok().path("messageIds"))
                .as("named before")
                .hasSize(2);
    }

    /** A caller has claimed or reported an invented id before. */
    @ParameterizedTest
    @ValueSource(strings = {"contact", "workflow", "bot", "human", "unknown"})
    void aPlatformsDeliveryCountsForMoreThanWhatACallerHasSaidOfItsIdBefore(String sender) {
        contact.report("""
                        {"messageId": "m1", "sender": "%s", "sentAt": "2030-01-28T09:00:00Z"}""".formatted(sender)).ok();
        contact.report("""
                        {"messageId": "m2", "sender": "%s", "sentAt": "2030-01-28T09:00:00Z"}""".formatted(sender)).ok();
        time.pass(Duration.ofMinutes(6));

        assertThat(echo("m1", Sender.HUMAN, null, null).effect()).isEqualTo(Effect.PAUSED);
        assertThat(echo("m1", Sender.HUMAN, null, null).duplicate()).isTrue();
        time.pass(Duration.ofMinutes(1));
        assertThat(proved("m2").effect()).isEqualTo(Effect.EXTENDED);
        assertThat(proved("m2").duplicate()).isTrue();

        assertThat(contact.status("reactivateAt")).isEqualTo("2030-02-01T09:07:00Z");
    }

    @Test
    void aPersonWhomThePlatformProvesIsNobodysReplyWhateverWasNamedBefore() {
        contact.ask("r1").ok();
        contact.ask("m2").ok();
        contact.askWith("{\"replyId\": \"r3\", \"text\": \"Hello\"}").ok();
        sentAs("r1", "m1").ok();

        assertThat(proved("m1").effect()).as("named before").isEqualTo(Effect.PAUSED);
        assertThat(proved("m1").duplicate()).isTrue();
        assertThat(sentAs("r1", "m1").problem(409))
                .contains("which a person has written, as the platform itself tells");
        time.pass(Duration.ofMinutes(1));
        assertThat(proved("m2").effect()).as("the id of a granted reply").isEqualTo(Effect.EXTENDED);
        assertThat(sentAs("r1", "m2").problem(409)).contains("which a person has written");
        assertThat(contact.ask("m2").ok().path("duplicate").asBoolean())
                .as("still a reply")
                .isTrue();
        time.pass(Duration.ofMinutes(1));
        assertThat(proved("m3").effect()).as("the text of a reply").isEqualTo(Effect.EXTENDED);

        assertThat(contact.status("status")).isEqualTo("snoozed");
    }

    /** The claim and the proof at the same moment, in either order. */
    @Test
    void ofAClaimAndAProofAtTheSameTimeTheProofCounts() {
        for (int round = 0; round < 10; round++) {
            TestContact one = server.newContact();
            one.ask("r1").ok();
            ContactId id = new ContactId(one.id());

            Server.atOnce(8, i -> {
                if (i % 2 == 0) {
                    return server.put(one.path() + "/replies/r1", "{\"messageId\": \"m1\"}")
                            .code();
                }
                return messages.report(proof(id, "m1")).effect();
            });

            assertThat(one.status("status")).isEqualTo("snoozed");
            assertThat(one.events().stream().filter(event -> event.startsWith("placed")))
                    .hasSize(1);
            assertThat(one.pauses()).hasSize(1);
        }
    }

    @Test
    void aMessageThatWasNotCountedTakesNothingOffTheLimit() {
        contact.ask("r1").ok();
        contact.report("""
                {"messageId": "m1", "sender": "bot", "sentAt": "2030-01-28T09:00:00Z"}""").ok();
        assertThat(used()).isEqualTo(1);

        sentAs("r1", "m1").ok();

        assertThat(used()).isEqualTo(1);
    }

    /** The claim and the echo come in any order and any number: no pause, and one reply counted. */
    @Test
    void theIdAndTheEchoAtTheSameTimeLeaveNoPause() {
        for (int round = 0; round < 10; round++) {
            TestContact one = server.newContact();
            one.ask("r1").ok();
            ContactId id = new ContactId(one.id());

            Server.atOnce(8, i -> {
                if (i % 2 == 0) {
                    return server.put(one.path() + "/replies/r1", "{\"messageId\": \"m1\"}")
                            .ok();
                }
                return messages.report(message(id, "m1", Sender.HUMAN, new Echo(null, null)));
            });

            assertThat(one.status("status")).isEqualTo("active");
            assertThat(one.pauses()).isEmpty();
            assertThat(one.status().ok().path("replies").path("used").asInt()).isEqualTo(1);
        }
    }

    private Answer sentAs(String reply, String message) {
        return server.put(contact.path() + "/replies/" + reply, """
                {"messageId": "%s"}""".formatted(message));
    }

    private Report echo(String id, Sender told, @Nullable String reply, @Nullable String text) {
        Echo echo = new Echo(reply, ContentHash.of(text));
        return messages.report(List.of(message(new ContactId(contact.id()), id, told, echo)))
                .get(0);
    }

    private Report proved(String id) {
        return messages.report(proof(new ContactId(contact.id()), id));
    }

    /** The message has the text of a reply, which is no more than a caller's word either. */
    private static Message proof(ContactId contact, String id) {
        return message(
                contact,
                Sender.HUMAN,
                new Source(id, null, "human, because the platform says so", Certainty.PROOF),
                new Echo(null, ContentHash.of("Hello")));
    }

    private static Message message(ContactId contact, String id, Sender told, Echo echo) {
        return message(contact, told, new Source(id, null, "as told", Certainty.GUESS), echo);
    }

    private static Message message(ContactId contact, Sender told, Source source, Echo echo) {
        return new Message(contact, told, ClockUtil.getCurrentTime().toInstant(), null, Map.of(), source, echo);
    }

    private int used() {
        return contact.status().ok().path("replies").path("used").asInt();
    }

    private String job() {
        return jobs().path("id").asText();
    }

    private Instant timer() {
        return OffsetDateTime.parse(jobs().path("dueDate").asText().replaceFirst("(\\d\\d)$", ":$1"))
                .toInstant();
    }

    private JsonNode jobs() {
        return server.get("/engine-rest/job?maxResults=2000&processInstanceId=" + contact.onlyPause())
                .ok()
                .get(0);
    }
}
