package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The common behaviour of webhooks of all platforms: POST /webhooks/{connection}. */
@ServerTest
class WebhookTest {

    private static final String PATH = "/webhooks/cloudevents";

    @RegisterExtension
    final TestClock time = new TestClock();

    @Autowired
    private Server server;

    @Autowired
    private JdbcClient sql;

    private TestContact contact;
    private String key;

    @BeforeEach
    void contact() {
        server.defaultSettings();
        contact = server.contact("cloudevents:" + server.newContact().id());
        key = contact.id().substring("cloudevents:".length());
    }

    @Test
    void aPersonsMessagePausesAndTheHistoryTellsWhy() {
        var answer = send(event("m1", "human")).ok();

        assertThat(answer).isEqualTo(Answer.json("""
                {"messages": [{"messageId": "m1", "contactId": "%s", "sender": "human",
                               "evidence": "human, because sender is human", "duplicate": false, "effect": "paused",
                               "botStatus": "snoozed"}],
                 "ignored": []}""".formatted(contact.id())));
        var line = contact.history("").ok().get(0);
        assertThat(line.path("evidence").asText()).isEqualTo("human, because sender is human");
        assertThat(line.path("cause").asText()).isEqualTo("manual_message");
        assertThat(contact.ask("r1").ok().path("because").asText()).isEqualTo("snoozed");
    }

    @Test
    void thePolicySeesTheProviderTheConnectionAndTheConversation() {
        send(event("m1", "human")).ok();

        var variables = server.get("/engine-rest/process-instance/" + contact.onlyPause() + "/variables")
                .ok();
        assertThat(variables.at("/provider/value").asText()).isEqualTo("cloudevents");
        assertThat(variables.at("/connection/value").asText()).isEqualTo("cloudevents");
        assertThat(variables.at("/conversation/value").asText()).isEqualTo("c-1");
        assertThat(variables.at("/channel/value").asText()).isEqualTo("web");
    }

    @Test
    void aPauseCountsFromWhenTheMessageWasWritten() {
        Instant written = time.now().minus(Duration.ofHours(3));
        send(event("m1", "human").replace("2030-01-31T09:00:00Z", written.toString()))
                .ok();

        assertThat(contact.status("reactivateAt"))
                .isEqualTo(written.plus(Duration.ofHours(24)).toString());
    }

    @Test
    void newsOfAMessageWhosePauseWouldBeOverPlacesNone() {
        String old = event("m1", "human").replace("2030-01-31T09:00:00Z", "2030-01-29T09:00:00Z");

        assertThat(send(old).ok().at("/messages/0/effect").asText()).isEqualTo("ignored");
        assertThat(contact.status("status")).isEqualTo("active");
    }

    @Test
    void messagesThatComeOutOfOrderAddUpToTheLatest() {
        send(event("m2", "human")).ok();
        send(event("m1", "human").replace("09:00:00Z", "08:00:00Z")).ok();

        assertThat(contact.status("reactivateAt")).isEqualTo("2030-02-01T09:00:00Z");
    }

    @Test
    void theSameDeliveryOnEightThreadsHasOneEffect() {
        String body = event("m1", "human");

        List<Boolean> duplicates = Server.atOnce(
                8, i -> send(body).ok().at("/messages/0/duplicate").asBoolean());

        assertThat(duplicates).containsOnlyOnce(false);
        assertThat(contact.events()).containsExactly("placed manual_message active snoozed");
        assertThat(contact.pauses()).hasSize(1);
    }

    @Test
    void ofSeveralEventsInOneDeliveryAllHaveTheirEffectOrNone() {
        String batch = "[" + envelope(event("m1", "human")) + "," + envelope(event("m2", "robot")) + "]";

        String problem = send(batch, Map.of("Content-Type", "application/cloudevents-batch+json"))
                .problem(400);

        assertThat(problem).isEqualTo("[1].data.sender is 'robot'. Allowed: contact, human, bot, workflow.");
        assertThat(contact.events()).isEmpty();
    }

    @Test
    void aFailureOfOursIsA5xxThatLeavesNothingAndTheNextTryWorks() {
        String batch = "[" + envelope(event("m1", "contact")) + "," + envelope(event("m2", "human")) + "]";
        Map<String, String> type = Map.of("Content-Type", "application/cloudevents-batch+json");
        sql.sql("alter table bot_event rename to bot_event_away").update();
        try {
            assertThat(send(batch, type).problem(503))
                    .isEqualTo("Nothing of this delivery has had any effect. Send it again.");
        } finally {
            sql.sql("alter table bot_event_away rename to bot_event").update();
        }
        assertThat(contact.status("status")).isEqualTo("active");
        assertThat(contact.pauses()).isEmpty();

        var answer = send(batch, type).ok();
        assertThat(answer.at("/messages/0/duplicate").asBoolean()).isFalse();
        assertThat(answer.at("/messages/1/effect").asText()).isEqualTo("paused");
    }

    @Test
    void whatIsMissingOrWrongIsNamedByItsPath() {
        assertThat(send(event("m1", "human").replace("\"messageId\"", "\"id\"")).problem(400))
                .startsWith("messageId is missing. Allowed: an id");
        assertThat(send(event("m1", "human").replace("\"2030-01-31T09:00:00Z\"", "\"yesterday\""))
                        .problem(400))
                .startsWith("sentAt is 'yesterday'. Allowed: an ISO 8601 instant");
        assertThat(send("[]").problem(400)).startsWith("body is '[]'. Allowed: an object");
        assertThat(send("{\"messageId\": \"m1\"").problem(400)).startsWith("body is 'Unexpected end-of-input");
        assertThat(send("{\"contact\": \"a\", \"contact\": \"b\"}").problem(400))
                .contains("Duplicate field 'contact'");
        assertThat(send("").problem(400)).startsWith("body is missing");
        assertThat(contact.events()).isEmpty();
    }

    @Test
    void whatIsNoUtf8IsRefused() {
        byte[] body = event("m1", "human").replace("web", "w\u00e9b").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(send(PATH, body, Map.of("ce-type", "message.sent"), time.now())
                        .problem(400))
                .isEqualTo("body is 'no UTF-8'. Allowed: a text in UTF-8.");
    }

    @Test
    void halfASurrogatePairAndANulInAnIdAreRefusedAndInALabelPassedOver() {
        assertThat(send(event("m\\ud800", "human")).problem(400)).startsWith("messageId is 'm\uFFFD'");
        assertThat(send(event("m\\u0000", "human")).problem(400)).startsWith("messageId is");

        send(event("m1", "human").replace("\"anna\"", "\"an\\u0000na\\ud83d\"")).ok();
        assertThat(contact.holds().get(0).path("setBy").asText()).isEqualTo("an na");
    }

    @Test
    void anOldOrAFutureSignatureIsRefused() {
        byte[] body = event("m1", "human").getBytes(StandardCharsets.UTF_8);
        Map<String, String> type = Map.of("ce-type", "message.sent");

        for (String age : List.of("PT5M1S", "-PT5M1S", "P365D")) {
            assertThat(send(PATH, body, type, time.now().minus(Duration.parse(age)))
                            .problem(401))
                    .contains("more than 5 minutes from now");
        }
        assertThat(contact.events()).isEmpty();
        send(PATH, body, type, time.now().minus(Duration.ofMinutes(5))).ok();
    }

    @Test
    void anotherSecretIsRefused() {
        byte[] body = event("m1", "human").getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = new HashMap<>(PlatformSigner.sign(
                "cloudevents", server.address(PATH), body, time.now(), "whsec_YW5vdGhlciBzZWNyZXQ="));
        headers.put("ce-type", "message.sent");

        assertThat(server.webhook(PATH, body, headers).problem(401)).contains("webhook-signature");
        assertThat(contact.events()).isEmpty();
    }

    @Test
    void oneOfSeveralSignaturesIsEnoughWhileASecretIsReplaced() {
        byte[] body = event("m1", "human").getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers =
                new HashMap<>(PlatformSigner.sign("cloudevents", server.address(PATH), body, time.now()));
        headers.computeIfPresent("webhook-signature", (name, right) -> "v1,AAAA v1a,BBBB " + right);
        headers.put("ce-type", "message.sent");

        server.webhook(PATH, body, headers).ok();
    }

    @Test
    void moreThanAMebibyteIsTooMuchHoweverItComes() {
        byte[] body =
                event("m1", "human").replace("anna", "a".repeat(1024 * 1024)).getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = PlatformSigner.sign("cloudevents", server.address(PATH), body, time.now());

        assertThat(server.webhook(PATH, body, headers).problem(413)).contains("1048576 bytes");
        HttpRequest.Builder chunked = HttpRequest.newBuilder(URI.create(server.address(PATH)))
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
        headers.forEach(chunked::header);
        assertThat(server.send(chunked.build()).problem(413)).contains("1048576 bytes");
        assertThat(contact.events()).isEmpty();
    }

    @Test
    void aMebibyteIsNot() {
        String body = event("m1", "human");
        String padded = body + " ".repeat(1024 * 1024 - body.length());

        send(padded).ok();
    }

    @Test
    void whoeverIsNoConnectionIsA404() {
        assertThat(server.webhook("/webhooks/nobody", new byte[0], Map.of()).problem(404))
                .isEqualTo("There is no connection of this name.");
    }

    @Test
    void moreOfAPathIsNoWebhookAndIsJudgedAsEverythingElse() {
        assertThat(server.webhook("/webhooks/cloudevents/more", new byte[0], Map.of())
                        .code())
                .isEqualTo(401);
    }

    /** A platform's own header may look like a login, and its server like a browser: neither is judged here. */
    @Test
    void headersThatLookLikeALoginOrABrowserAreThePlatformsOwn() {
        send(event("m1", "human"), Map.of("ce-type", "message.sent", "Authorization", "Bearer of.a.platform"))
                .ok();
        send(event("m2", "human"), Map.of("ce-type", "message.sent", "Authorization", "Basic bm9ib2R5Om5vdGhpbmc="))
                .ok();
        send(event("m3", "human"), Map.of("ce-type", "message.sent", "Sec-Fetch-Site", "cross-site"))
                .ok();
    }

    /** With the same messages in opposite orders, each delivery would wait for a message of the other one. */
    @Test
    void deliveriesOfOneContactsMessagesInOppositeOrdersDoNotBlockEachOther() {
        List<String> senders = List.of("contact", "human", "bot", "workflow");
        List<String> events = IntStream.range(0, 20)
                .mapToObj(n -> envelope(event("m" + n, n % 3 == 0 ? senders.get(n % 4) : "contact")))
                .collect(Collectors.toCollection(ArrayList::new));
        List<String> reversed = new ArrayList<>(events);
        Collections.reverse(reversed);
        Map<String, String> type = Map.of("Content-Type", "application/cloudevents-batch+json");

        List<Answer> answers = Server.atOnce(8, i -> send((i % 2 == 0 ? events : reversed).toString(), type));

        assertThat(answers).allMatch(answer -> answer.code() == 200);
        assertThat(answers.stream()
                        .flatMap(answer -> StreamSupport.stream(
                                answer.ok().path("messages").spliterator(), false))
                        .filter(message -> !message.path("duplicate").asBoolean()))
                .hasSize(20);
    }

    @Test
    void botMessagesWhileTheLimitHoldsOpenNoNewWindow() {
        server.settings("auto_pilot", 3, "PT24H");
        try {
            String events = IntStream.range(0, 5)
                    .mapToObj(n -> envelope(event("m" + n, "bot")))
                    .toList()
                    .toString();
            send(events, Map.of("Content-Type", "application/cloudevents-batch+json"))
                    .ok();

            var replies = contact.status().ok().path("replies");
            assertThat(contact.status("status")).isEqualTo("snoozed");
            assertThat(replies.path("used").asInt()).isZero();
            assertThat(replies.path("windowEndsAt").isNull()).isTrue();
        } finally {
            server.defaultSettings();
        }
    }

    /** No platform sends one, so it is a body as any other: signed or not. */
    @Test
    void aFormOfSeveralPartsIsNotTakenApart() {
        byte[] junk = "--x junk".getBytes(StandardCharsets.UTF_8);
        for (String type : List.of("multipart/form-data", "multipart/form-data; boundary=x")) {
            assertThat(server.webhook(PATH, junk, Map.of("Content-Type", type)).problem(401))
                    .contains("webhook-id is missing");
        }
        send(event("m1", "human"), Map.of("Content-Type", "multipart/form-data; boundary=x", "ce-type", "message.sent"))
                .ok();
    }

    @Test
    void inTheModeOffAPersonsMessagePausesTheBotToo() {
        server.settings("off", 75, "PT24H");
        try {
            assertThat(send(event("m1", "human")).ok().at("/messages/0/effect").asText())
                    .isEqualTo("paused");
        } finally {
            server.defaultSettings();
        }
        assertThat(contact.status("status")).isEqualTo("snoozed");
    }

    /** The data of an event, as the binary form has it. */
    private String event(String messageId, String sender) {
        return """
                {"messageId": "%s", "contact": "%s", "conversation": "c-1", "channel": "web", "sender": "%s", "sentBy": "anna",
                 "sentAt": "2030-01-31T09:00:00Z"}""".formatted(messageId, key, sender);
    }

    private static String envelope(String data) {
        return """
                {"specversion": "1.0", "id": "e", "source": "s", "type": "message.sent", "data": %s}""".formatted(data);
    }

    private Answer send(String body) {
        return send(body, Map.of("Content-Type", "application/json", "ce-type", "message.sent"));
    }

    private Answer send(String body, Map<String, String> headers) {
        return send(PATH, body.getBytes(StandardCharsets.UTF_8), headers, time.now());
    }

    private Answer send(String path, byte[] body, Map<String, String> headers, Instant signed) {
        Map<String, String> all = new HashMap<>(PlatformSigner.sign("cloudevents", server.address(path), body, signed));
        all.putAll(headers);
        return server.webhook(path, body, all);
    }
}
