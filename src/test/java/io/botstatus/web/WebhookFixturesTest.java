package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.botstatus.Sampled;
import io.botstatus.Samples;
import io.botstatus.status.hold.Effect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Every delivery of src/test/resources/webhooks, sent to the running server with a real signature: who wrote, and what comes of it. */
@ServerTest
class WebhookFixturesTest {

    @RegisterExtension
    final TestClock time = new TestClock();

    @Autowired
    private Server server;

    @BeforeEach
    void settings() {
        server.defaultSettings();
    }

    static List<Webhook> deliveries() {
        return Webhook.all();
    }

    static List<Webhook> sampledDeliveries() {
        return Samples.of(Webhook.all(), 0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deliveries")
    void whatIsInADelivery(Webhook webhook) {
        forgetContactsOf(webhook);

        JsonNode answer = send(webhook).ok();

        assertThat(messages(answer)).containsExactlyInAnyOrderElementsOf(webhook.expected());
        assertThat(texts(answer.path("ignored"))).containsExactlyElementsOf(webhook.ignored());
        assertThat(webhook.expected().size() + webhook.ignored().size()).isPositive();
        statusIsWhatItsMessagesMakeIt(webhook);
    }

    @Sampled
    @ParameterizedTest(name = "{0}")
    @MethodSource("sampledDeliveries")
    void whatComesTwiceHasOneEffect(Webhook webhook) {
        forgetContactsOf(webhook);
        send(webhook).ok();
        Map<String, List<String>> before = events(webhook);

        JsonNode again = send(webhook).ok();

        assertThat(again.path("messages"))
                .allSatisfy(message ->
                        assertThat(message.path("duplicate").asBoolean()).isTrue());
        assertThat(events(webhook)).isEqualTo(before);
        statusIsWhatItsMessagesMakeIt(webhook);
    }

    @Sampled
    @ParameterizedTest(name = "{0}")
    @MethodSource("sampledDeliveries")
    void whatIsNotSignedChangesNothing(Webhook webhook) {
        forgetContactsOf(webhook);
        byte[] body = webhook.bytes();
        String url = server.address(path(webhook));
        Map<String, String> right = PlatformSigner.sign(webhook.platform(), url, body, time.now());
        Map<String, String> ofAnotherBody = PlatformSigner.sign(
                webhook.platform(), url, (webhook.body() + " ").getBytes(StandardCharsets.UTF_8), time.now());

        unauthentic(webhook, Map.of());
        right.keySet().forEach(header -> {
            Map<String, String> without = new HashMap<>(right);
            without.remove(header);
            unauthentic(webhook, without);
            Map<String, String> empty = new HashMap<>(right);
            empty.put(header, "");
            unauthentic(webhook, empty);
            Map<String, String> other = new HashMap<>(right);
            other.put(header, "x" + right.get(header));
            unauthentic(webhook, other);
        });
        if (!ofAnotherBody.equals(right)) { // some platforms only name a secret
            unauthentic(webhook, ofAnotherBody);
        }

        assertThat(events(webhook).values()).allMatch(List::isEmpty);
    }

    private void unauthentic(Webhook webhook, Map<String, String> signature) {
        Answer answer = server.webhook(path(webhook), webhook.bytes(), PlatformSigner.headers(webhook, signature));
        assertThat(answer.problem(401)).as(signature.toString()).isNotBlank();
    }

    private void statusIsWhatItsMessagesMakeIt(Webhook webhook) {
        for (String line : webhook.expected()) {
            String[] parts = line.split(" \\| ", -1);
            TestContact contact = server.contact(parts[1]);
            boolean pauses = webhook.expected().stream()
                    .map(other -> other.split(" \\| ", -1))
                    .anyMatch(other -> other[1].equals(parts[1]) && other[2].equals(Effect.PAUSED.word()));
            assertThat(contact.status("status")).isEqualTo(pauses ? "snoozed" : "active");
            if (parts[2].equals(Effect.PAUSED.word())) {
                assertThat(contact.history("?limit=10").ok().findValuesAsText("evidence"))
                        .contains(parts[3]);
            }
        }
    }

    private Answer send(Webhook webhook) {
        return server.deliver(webhook, time.now());
    }

    private static String path(Webhook webhook) {
        return "/webhooks/" + webhook.platform();
    }

    private void forgetContactsOf(Webhook webhook) {
        webhook.contacts().forEach(contact -> server.contact(contact).forget());
    }

    private Map<String, List<String>> events(Webhook webhook) {
        Map<String, List<String>> events = new HashMap<>();
        webhook.contacts()
                .forEach(contact -> events.put(contact, server.contact(contact).events()));
        return events;
    }

    private static List<String> messages(JsonNode answer) {
        List<String> messages = new ArrayList<>();
        answer.path("messages")
                .forEach(message -> messages.add(String.join(
                        " | ",
                        message.path("messageId").asText(),
                        message.path("contactId").asText(),
                        message.path("effect").asText(),
                        message.path("evidence").asText())));
        return messages;
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
