package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.botstatus.web.OpenApi.Operation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sends every example of the OpenAPI document, in the order of a story about one contact, and whatever else makes the server answer as
 * the document declares. Every answer fits the schema of its status.
 */
@ServerTest
class ApiDocumentAnswersTest {

    /** They need a slow body, a huge one, hundreds of streams or a database that is away, and other tests see them. */
    private static final Set<String> ELSEWHERE = Set.of("408", "413", "429", "503");

    private static final String LONG = "x".repeat(201);
    private static final String NONE = "00000000-0000-0000-0000-000000000000";

    @Autowired
    private Server server;

    @Autowired
    private JdbcClient sql;

    private OpenApi document;
    private final Set<String> sent = new TreeSet<>();

    @BeforeEach
    void readTheDocument() {
        server.defaultSettings();
        document = new OpenApi(server.get("/v3/api-docs").ok());
        server.delete(document.operation("forgetContact").example());
    }

    @AfterEach
    void tidy() {
        sql.sql("delete from bot_api_key").update();
        server.defaultSettings();
    }

    @Test
    void everyExampleIsTakenAndEveryDeclaredAnswerIsSeen() {
        theStory();
        theWebhooks();
        nobody();
        withoutTheRole();
        withAWrongValue();
        withoutAnId();
        againstTheState();
        noJson();

        assertThat(sent).isEqualTo(examples());
        Set<String> unseen = new TreeSet<>(document.declared());
        unseen.removeAll(document.seen());
        unseen.removeIf(answer -> ELSEWHERE.contains(answer.substring(answer.indexOf(' ') + 1)));
        assertThat(unseen).isEmpty();
    }

    private void theStory() {
        assertThat(send("requestReply", "reply", 200).path("granted").asBoolean())
                .isTrue();
        assertThat(send("requestReply", "withoutEpoch", 200).path("granted").asBoolean())
                .isTrue();
        send("nameSentReply", "sent", 200);
        send("reportMessage", "contact", 200);
        assertThat(send("reportMessage", "person", 200).path("effect").asText()).isEqualTo("paused");
        send("getBotStatus", null, 200);
        send("getBotStatusHistory", null, 200);
        theStream();
        send("listPausedContacts", null, 200);
        send("setBotStatus", "snooze", 200);
        send("setBotStatus", "activate", 200);
        send("setBotStatus", "inactive", 200);
        send("addAlias", null, 200);
        send("listAliases", null, 200);
        send("removeAlias", null, 204);
        send("createPanelToken", "agent", 200);
        send("startBulkChange", "dryRun", 200);
        String change = send("startBulkChange", "listed", 202).path("id").asText();
        send("listBulkChanges", null, 200);
        send("getBulkChange", null, 200, Map.of("id", change));
        send("undoBulkChange", null, 202, Map.of("id", change));
        send("getSettings", null, 200);
        send("updateSettings", "defaults", 200);
        send("getSettingsHistory", null, 200);
        send("restoreModel", null, 200);
        JsonNode key = send("createApiKey", "bot", 201);
        assertThat(key.path("key").asText()).startsWith("bsk_");
        send("listApiKeys", null, 200);
        send("revokeApiKey", null, 200, Map.of("id", key.path("id").asText()));
        send("repairInconsistencies", "report", 200);
        send("repairInconsistencies", "repair", 200);
        aContactThatAFlowStillKnows();
        send("forgetContact", null, 204);
    }

    private void theStream() {
        Operation operation = document.operation("streamBotStatus");
        try (EventStream stream = server.stream(operation.example())) {
            JsonNode message = stream.next().data();
            assertThat(document.wrong(
                            operation.call().at("/responses/200/content/text~1event-stream/schema/contentSchema"),
                            message))
                    .isEmpty();
            document.seen().add("streamBotStatus 200");
        }
    }

    /** A process instance of another process that has the contact as a variable. */
    private void aContactThatAFlowStillKnows() {
        server.deploy("flow", Map.of("flow.bpmn", """
                        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                                     xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="test">
                          <process id="flow-that-knows" isExecutable="true" camunda:historyTimeToLive="1">
                            <startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="wait"/><receiveTask id="wait"/>
                          </process>
                        </definitions>"""));
        Operation forget = document.operation("forgetContact");
        server.post("/engine-rest/process-definition/key/flow-that-knows/start", """
                        {"variables": {"contactId": {"value": "known-to-a-flow"}}}""")
                .ok();
        Answer answer = server.delete(forget.with(Map.of("contactId", "known-to-a-flow")));
        assertThat(answer.code()).as(answer.text()).isEqualTo(200);
        document.fits(forget, answer);
    }

    private void theWebhooks() {
        Operation deliver = document.operation("deliverWebhook");
        fits(deliver, 200, server.deliver(Webhook.of("chatwoot", "person"), Instant.now()));
        fits(deliver, 401, server.unsigned("POST", deliver.example()));
        fits(deliver, 404, server.unsigned("POST", "/webhooks/nowhere"));
        fits(document.operation("testWebhook"), 200, server.unsigned("GET", "/webhooks/chatwoot"));
        fits(document.operation("testWebhook"), 401, server.unsigned("GET", "/webhooks/whatsapp?hub.mode=subscribe"));
        fits(document.operation("testWebhook"), 404, server.unsigned("GET", "/webhooks/nowhere"));
    }

    private void nobody() {
        for (Operation operation : calls()) {
            fits(operation, 401, server.unsigned(operation.verb(), operation.example()));
        }
    }

    private void withoutTheRole() {
        String key = Answer.json(server.post("/api/api-keys", """
                        {"name": "a-monitor", "roles": ["monitor"]}""").text())
                .path("key")
                .asText();
        for (Operation operation : calls()) {
            fits(operation, 403, as(key, operation));
        }
    }

    private Answer as(String key, Operation operation) {
        return server.call(
                operation.verb(),
                operation.example(),
                operation.hasBody() ? "{}" : "",
                "Authorization",
                "Bearer " + key,
                "Content-Type",
                "application/json");
    }

    private void withAWrongValue() {
        for (Operation operation : calls()) {
            if (operation.path().contains("{contactId}")) {
                fits(operation, 400, call(operation, operation.with(Map.of("contactId", LONG)), valid(operation)));
            } else if (operation.call().path("responses").has("400")) {
                String path = operation.with(Map.of("id", "none"));
                fits(operation, 400, call(operation, operation.hasBody() ? path : path + "?limit=0", "{\"limit\": 0}"));
            }
        }
        Operation deliver = document.operation("deliverWebhook");
        fits(deliver, 400, server.deliver(Webhook.of("chatwoot", "person").withBody("{"), Instant.now()));
    }

    private void withoutAnId() {
        send("nameSentReply", "sent", 404, Map.of("replyId", "never-granted"));
        send("removeAlias", null, 404);
        send("getBulkChange", null, 404, Map.of("id", NONE));
        send("undoBulkChange", null, 404, Map.of("id", NONE));
        send("restoreModel", null, 404, Map.of("key", "no-model"));
        send("revokeApiKey", null, 404, Map.of("id", "none"));
    }

    private void againstTheState() {
        send("createApiKey", "bot", 201);
        assertThat(send("createApiKey", "bot", 409).path("type").asText()).endsWith(":name-in-use");
        send("reportMessage", "contact", 200);
        send("setBotStatus", "activate", 200);
        send("requestReply", "withoutEpoch", 200);
        send("reportMessage", "person", 200);
        Operation name = document.operation("nameSentReply");
        Answer claim = server.put(name.with(Map.of("replyId", "reply-18")), "{\"messageId\": \"1003\"}");
        fits(name, 409, claim);
        assertThat(claim.text()).contains(":claim-refused");
        Operation set = document.operation("setBotStatus");
        fits(set, 412, server.put(set.example(), Answer.text(set.body("snooze")), "If-Match", "\"1\""));
        server.settings("off", 75, "PT24H");
        assertThat(send("setBotStatus", "snooze", 409).path("type").asText()).endsWith(":bot-off");
        send("startBulkChange", "listed", 409);
        server.defaultSettings();
    }

    private void noJson() {
        for (Operation operation : calls()) {
            if (operation.hasBody()) {
                fits(
                        operation,
                        415,
                        server.call(operation.verb(), operation.example(), "text", "Content-Type", "text/plain"));
            }
        }
    }

    /** The calls of the HTTP API: a webhook has no login and a platform's body. */
    private List<Operation> calls() {
        return document.operations().stream()
                .filter(operation -> operation.path().startsWith("/api/"))
                .toList();
    }

    private String valid(Operation operation) {
        return operation.hasBody()
                ? Answer.text(operation.body(operation.examples().get(0)))
                : "";
    }

    private JsonNode send(String id, @Nullable String example, int status) {
        return send(id, example, status, Map.of());
    }

    private JsonNode send(String id, @Nullable String example, int status, Map<String, String> values) {
        Operation operation = document.operation(id);
        Answer answer =
                call(operation, operation.with(values), example == null ? "" : Answer.text(operation.body(example)));
        if (example != null) {
            sent.add(id + " " + example);
        }
        fits(operation, status, answer);
        return answer.text().isEmpty() ? JsonNodeFactory.instance.nullNode() : Answer.json(answer.text());
    }

    private Answer call(Operation operation, String path, String body) {
        return server.call(operation.verb(), path, body, "Content-Type", "application/json");
    }

    private void fits(Operation operation, int status, Answer answer) {
        assertThat(answer.code()).as(operation + " answered " + answer.text()).isEqualTo(status);
        document.fits(operation, answer);
    }

    private Set<String> examples() {
        List<String> all = new ArrayList<>();
        calls().forEach(operation -> operation.examples().forEach(example -> all.add(operation.id() + " " + example)));
        return new TreeSet<>(all);
    }
}
