package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * How others fail at telling who wrote, each failure by its source: the bot talks over people, or its own echo silences it. By the
 * platforms' own deliveries, on the running server.
 */
@ServerTest
class SendersAndEchoesTest {

    @RegisterExtension
    final TestClock time = new TestClock();

    @Autowired
    private Server server;

    @BeforeEach
    void settings() {
        server.defaultSettings();
    }

    /** Deliveries of one message that counts as a person's. */
    static List<Webhook> byPersons() {
        return Webhook.all().stream()
                .filter(webhook -> webhook.expected().size() == 1
                        && webhook.ignored().isEmpty()
                        && webhook.expected().get(0).contains(" | paused | human, "))
                .toList();
    }

    /** Fixtures whose author the platform cannot tell from the bot: by the shared number, or by nothing. */
    static List<Webhook> perhapsTheBots() {
        return byPersons().stream().filter(webhook -> !isProof(webhook)).toList();
    }

    static List<Webhook> byProvedPersons() {
        return byPersons().stream().filter(SendersAndEchoesTest::isProof).toList();
    }

    private static boolean isProof(Webhook webhook) {
        String evidence = webhook.expected().get(0);
        return Stream.of("(unknown-sender)", "key.fromMe", "external_echo").noneMatch(evidence::contains);
    }

    /** chatwoot PR 13673, #4410, #11025: the bot talks over a person who simply replied. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("byPersons")
    void thePersonWhoSimplyRepliesIsNotTalkedOver(Webhook webhook) {
        TestContact contact = forgotten(webhook);
        assertThat(contact.ask("before").ok().path("granted").asBoolean()).isTrue();

        send(webhook);

        JsonNode refused = contact.ask("after").ok();
        assertThat(refused.path("granted").asBoolean()).isFalse();
        assertThat(refused.path("because").asText()).isEqualTo("snoozed");
    }

    /** respond.io's roadmap; chatwoot PR 13673 accepts a leak of one: a reply in the making arrives after the takeover. */
    @Test
    void theReplyThatWasInTheMakingIsRefusedThoughThePauseIsOverAgain() {
        Webhook person = Webhook.of("chatwoot", "person");
        TestContact contact = forgotten(person);
        long seen = contact.status().ok().path("epoch").asLong();

        send(person);
        contact.set("{\"status\": \"active\"}").ok();

        JsonNode late = contact.askWith("{\"replyId\": \"r1\", \"epoch\": %d}".formatted(seen))
                .ok();
        assertThat(late.path("because").asText()).isEqualTo("epoch_changed");
    }

    /** fazer-ai/agents #430, devlikeapro/waha #787: a reply from the phone is not seen as a person's. */
    @ParameterizedTest
    @CsvSource({
        "chatwoot, person-phone",
        "whatsapp, person-in-app",
        "whatsapp, person-in-app-image",
        "evolution, person-on-phone"
    })
    void aReplyFromThePhoneIsAPersons(String platform, String name) {
        Webhook phone = Webhook.of(platform, name);
        TestContact contact = forgotten(phone);

        assertThat(send(phone).path("sender").asText()).isEqualTo("human");
        assertThat(contact.status("status")).isEqualTo("snoozed");
    }

    /** matiasbattocchia/open-bsp-api #19, megaapp977/stack #393: the bot's message comes back and pauses it for 12 hours. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("perhapsTheBots")
    void anEchoIsNotAPersonsOnceTheBotHasNamedItsId(Webhook webhook) {
        TestContact contact = forgotten(webhook);
        contact.ask("r1").ok();
        name(contact, "r1", id(webhook));

        JsonNode echo = send(webhook);

        assertThat(echo.path("sender").asText()).isEqualTo("bot");
        assertThat(contact.status("status")).isEqualTo("active");
        assertThat(contact.events()).isEmpty();
    }

    /** Two fixtures of a platform: the echo is faster than the answer of the call that sent it. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("perhapsTheBots")
    void anEchoBeforeItsIdIsTakenBackWhenTheIdComes(Webhook webhook) {
        TestContact contact = forgotten(webhook);
        contact.ask("r1").ok();
        assertThat(send(webhook).path("effect").asText()).isEqualTo("paused");

        assertThat(name(contact, "r1", id(webhook)).path("pauseTakenBack").asBoolean())
                .isTrue();

        assertThat(contact.status("status")).isEqualTo("active");
        assertThat(contact.pauses()).isEmpty();
        assertThat(contact.ask("r2").ok().path("granted").asBoolean()).isTrue();
    }

    /** A bot's key lifts no pause of a person whom the platform tells apart from the bot, neither afterwards nor in advance. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("byProvedPersons")
    void aPersonWhomThePlatformTellsApartIsNeverTheBot(Webhook webhook) {
        TestContact contact = forgotten(webhook);
        contact.ask("r1").ok();
        name(contact, "r1", id(webhook));

        assertThat(send(webhook).path("effect").asText()).isEqualTo("paused");
        String refused = contact.server()
                .put(contact.path() + "/replies/r1", "{\"messageId\": \"%s\"}".formatted(id(webhook)))
                .problem(409);

        assertThat(refused).contains("which a person has written, as the platform itself tells apart");
        assertThat(send(webhook).path("duplicate").asBoolean()).isTrue();
        assertThat(contact.status("status")).isEqualTo("snoozed");
        assertThat(contact.events()).containsExactly("placed manual_message active snoozed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            chatwoot  | person             | /content
            whatsapp  | person-in-app      | /entry/0/changes/0/value/message_echoes/0/text/body
            highlevel | person             | /body
            intercom  | person             | /data/item/conversation_parts/conversation_parts/0/body
            """)
    void norIsHeTheBotByTheWordsOfAReply(String platform, String name, String place) {
        Webhook person = Webhook.of(platform, name);
        TestContact contact = forgotten(person);
        String text = Answer.json(person.body()).at(place).asText().replaceAll("<[^>]*>", "");
        contact.askWith("{\"replyId\": \"r1\", \"text\": %s}".formatted(Answer.text(TextNode.valueOf(text))))
                .ok();

        assertThat(send(person).path("sender").asText()).isEqualTo("human");
        assertThat(contact.status("status")).isEqualTo("snoozed");
    }

    /** The bot has sent its text with its question, so the echo never pauses, however fast it is. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            chatwoot  | person-phone       | /content
            evolution | echo-before-answer | /data/message/conversation
            highlevel | api-with-user      | /body
            intercom  | unknown-app        | /data/item/conversation_parts/conversation_parts/0/body
            """)
    void anEchoBeforeItsIdIsKnownByItsText(String platform, String name, String place) {
        Webhook echo = Webhook.of(platform, name);
        TestContact contact = forgotten(echo);
        String text = Answer.json(echo.body()).at(place).asText().replaceAll("<[^>]*>", "");
        contact.askWith("{\"replyId\": \"r1\", \"text\": %s}".formatted(Answer.text(TextNode.valueOf(text))))
                .ok();

        JsonNode first = send(echo);

        assertThat(first.path("evidence").asText()).isEqualTo("bot, because its text is that of reply r1");
        assertThat(contact.status("status")).isEqualTo("active");
        assertThat(contact.status().ok().at("/replies/used").asInt()).isEqualTo(1);
    }

    /** A bot that posts with a person's token looks like that person. */
    @Test
    void theBotWithAPersonsTokenIsKnownByItsTag() {
        Webhook echo = Webhook.of("chatwoot", "bot-with-persons-token");
        TestContact contact = forgotten(echo);
        contact.ask("r-17").ok();

        assertThat(send(echo).path("sender").asText()).isEqualTo("bot");
        assertThat(contact.status().ok().at("/replies/used").asInt()).isEqualTo(1);
        assertThat(contact.status("status")).isEqualTo("active");
    }

    /** A person may write the bot's words after it: each reply answers for one message. */
    @Test
    void theSameWordsByAPersonAfterTheBotsEchoAreAPersons() {
        Webhook echo = Webhook.of("evolution", "echo-before-answer");
        TestContact contact = forgotten(echo);
        String text = Answer.json(echo.body()).findValuesAsText("conversation").get(0);
        contact.askWith("{\"replyId\": \"r1\", \"text\": %s}".formatted(Answer.text(TextNode.valueOf(text))))
                .ok();
        send(echo);

        JsonNode person = send(echo.with(id(echo), id(echo) + "X"));

        assertThat(person.path("sender").asText()).isEqualTo("human");
        assertThat(contact.status("status")).isEqualTo("snoozed");
    }

    /** EvolutionAPI/evolution-api #2143: the pause is undone by the contact's next message. */
    @ParameterizedTest
    @CsvSource({
        "chatwoot, person, contact",
        "highlevel, person, contact",
        "whatsapp, person-in-app, contact-text",
        "evolution, person-on-phone, contact",
        "intercom, person, contact",
        "twilio, person, contact-sms"
    })
    void theContactsNextMessageUndoesNothing(String platform, String person, String contacts) {
        TestContact contact = forgotten(Webhook.of(platform, person));
        send(Webhook.of(platform, person));
        String until = contact.status("reactivateAt");

        JsonNode answer = send(Webhook.of(platform, contacts));

        assertThat(answer.path("contactId").asText()).isEqualTo(contact.id());
        assertThat(answer.path("botStatus").asText()).isEqualTo("snoozed");
        assertThat(contact.status("reactivateAt")).isEqualTo(until);
    }

    /** chatwoot #11901, fazer-ai/agents #499: two replies after a webhook that was delivered twice. */
    @Test
    void whatComesTwiceIsToldToBeADuplicateAndItsReplyIsGrantedOnce() {
        Webhook contacts = Webhook.of("chatwoot", "contact");
        TestContact contact = forgotten(contacts);

        List<Boolean> duplicates =
                Server.atOnce(6, i -> send(contacts).path("duplicate").asBoolean());
        assertThat(duplicates).containsOnlyOnce(false);

        // A bot that answers each delivery names its reply after the message, and only one of them is new.
        List<JsonNode> permits =
                Server.atOnce(6, i -> contact.ask("answer-to-" + id(contacts)).ok());
        assertThat(permits.stream().filter(permit -> !permit.path("duplicate").asBoolean()))
                .hasSize(1);
        assertThat(contact.status().ok().at("/replies/used").asInt()).isEqualTo(1);
    }

    /** One reply of Intercom comes under two topics. */
    @Test
    void oneReplyUnderTwoTopicsIsOneMessage() {
        Webhook first = Webhook.of("intercom", "workflow-as-admin-reply");
        Webhook second = Webhook.of("intercom", "workflow-as-operator-reply");
        assertThat(id(second)).isEqualTo(id(first));
        TestContact contact = forgotten(first);

        assertThat(send(first).path("effect").asText()).isEqualTo("paused");
        assertThat(send(second).path("duplicate").asBoolean()).isTrue();

        assertThat(contact.events()).hasSize(1);
    }

    /** chatwoot #9277: an event is missing when two things change at once. */
    @Test
    void twoPlatformsEventsAtOnceAreBothInTheHistory() {
        Webhook person = Webhook.of("chatwoot", "person");
        Webhook rule = Webhook.of("chatwoot", "workflow-rule");
        TestContact contact = forgotten(person);
        assertThat(rule.contacts()).containsExactly(contact.id());

        Server.atOnce(2, i -> send(i == 0 ? person : rule));

        assertThat(contact.events().stream().map(event -> event.split(" ", -1)[1]))
                .containsExactlyInAnyOrder("manual_message", "workflow_message");
    }

    /** evolution-api #251, #846, #2536: a contact cannot be paused before the first message. */
    @Test
    void aContactWhoNeverWroteCanBePausedAndStaysSo() {
        Webhook first = Webhook.of("whatsapp", "contact-text");
        TestContact contact = forgotten(first);
        contact.set("{\"status\": \"inactive\"}").ok();

        assertThat(send(first).path("botStatus").asText()).isEqualTo("inactive");
    }

    private TestContact forgotten(Webhook webhook) {
        TestContact contact = server.contact(webhook.contacts().get(0));
        contact.forget();
        return contact;
    }

    /** Sends a delivery of one message, and tells what came of it. */
    private JsonNode send(Webhook webhook) {
        JsonNode answer = server.deliver(webhook, time.now()).ok();
        assertThat(answer.path("messages")).as(answer.toString()).hasSize(1);
        return answer.at("/messages/0");
    }

    private static JsonNode name(TestContact contact, String reply, String message) {
        return contact.server()
                .put(contact.path() + "/replies/" + reply, "{\"messageId\": \"%s\"}".formatted(message))
                .ok();
    }

    private static String id(Webhook webhook) {
        return webhook.expected().get(0).split(" \\| ", -1)[0];
    }
}
