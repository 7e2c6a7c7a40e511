package io.botstatus.running;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.botstatus.web.EventStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;

/** One contact on a running server, which no other test knows. */
record LiveContact(ServerClient server, String id) {

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** How long to wait for the record of a passed deadline: two seconds are promised, and the rest is for a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    static LiveContact on(ServerClient server) {
        return new LiveContact(server, "live-" + COUNT.incrementAndGet());
    }

    String path() {
        return "/api/contacts/" + ServerClient.encode(id);
    }

    JsonNode state() {
        return server.get(path() + "/bot-status");
    }

    String status() {
        return state().path("status").asText();
    }

    List<String> causes() {
        return texts(state().path("holds"), "cause");
    }

    /** When the bot becomes active without a person. */
    Instant reactivateAt() {
        return Instant.parse(state().path("reactivateAt").asText());
    }

    void awaitStatus(String status) {
        await().atMost(PATIENCE)
                .pollInterval(ProcessRun.BETWEEN_LOOKS)
                .untilAsserted(() -> ProcessRun.check(status(), status));
    }

    /** The history, newest first, each event as type and cause. */
    List<String> events() {
        return StreamSupport.stream(server.get(path() + "/bot-status/history").spliterator(), false)
                .map(event ->
                        event.path("type").asText() + " " + event.path("cause").asText())
                .toList();
    }

    /** Waits for the timer's bookkeeping. */
    void awaitEvent(String event) {
        await().atMost(PATIENCE)
                .pollInterval(ProcessRun.BETWEEN_LOOKS)
                .until(this::events, events -> events.contains(event));
    }

    EventStream stream() {
        return server.stream(path() + "/bot-status/events");
    }

    void set(String status) {
        server.put(path() + "/bot-status", Map.of("status", status));
    }

    /** @param after an ISO 8601 duration */
    void snooze(String after) {
        server.put(path() + "/bot-status", Map.of("status", "snoozed", "reactivateAfter", after));
    }

    JsonNode report(String messageId, String sender) {
        return server.post(path() + "/messages", Map.of("messageId", messageId, "sender", sender));
    }

    JsonNode ask(String replyId) {
        return server.post(path() + "/replies", Map.of("replyId", replyId));
    }

    /** Sends a message through Camunda's REST API, with the contact as business key. The answer tells the variables, by name. */
    JsonNode correlate(String message, Map<String, ?> variables) {
        return correlate(Map.of("businessKey", id), message, variables);
    }

    /** Sends a message that names its contact by a variable. */
    JsonNode correlateByVariable(String message, Map<String, ?> variables) {
        Map<String, Object> all = new HashMap<>(variables);
        all.put("contactId", id);
        return correlate(Map.of(), message, all);
    }

    private JsonNode correlate(Map<String, ?> whom, String message, Map<String, ?> variables) {
        Map<String, Object> body = new HashMap<>(whom);
        body.put("messageName", message);
        body.put("processVariables", ServerClient.variables(variables));
        body.put("resultEnabled", true);
        body.put("variablesInResultEnabled", true);
        return server.post("/engine-rest/message", body).path(0);
    }

    /** Starts a process at its none start event, with the contact as business key. */
    ProcessRun start(String process, Map<String, ?> variables) {
        JsonNode instance = server.post(
                "/engine-rest/process-definition/key/" + process + "/start",
                Map.of("businessKey", id, "variables", ServerClient.variables(variables)));
        return new ProcessRun(server, instance.path("id").asText());
    }

    /** Starts a process by a message, with the contact as business key. */
    ProcessRun startBy(String message, Map<String, ?> variables) {
        JsonNode result = correlate(message, variables);
        return new ProcessRun(server, result.path("processInstance").path("id").asText());
    }

    /** The instances of a process that run for the contact. */
    List<ProcessRun> running(String process) {
        return texts(
                        server.get("/engine-rest/process-instance?maxResults=100&processDefinitionKey=" + process
                                + "&businessKey=" + ServerClient.encode(id)),
                        "id")
                .stream()
                .map(instance -> new ProcessRun(server, instance))
                .toList();
    }

    /** The one pause of the contact, as Camunda's REST API knows it. */
    ProcessRun pause() {
        return only(running("bot-pause"));
    }

    private static ProcessRun only(List<ProcessRun> runs) {
        if (runs.size() != 1) {
            throw new AssertionError("Expected one instance, but there are " + runs);
        }
        return runs.get(0);
    }

    private static List<String> texts(JsonNode list, String field) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(entry -> entry.path(field).asText())
                .toList();
    }
}
