package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** One contact, as callers of the API and of Camunda's REST API deal with it. Bodies are JSON. */
record TestContact(Server server, String id) {

    String path() {
        return "/api/contacts/" + Server.encode(id);
    }

    Answer status() {
        return server.get(path() + "/bot-status");
    }

    /** A field of the status. */
    String status(String field) {
        return status().ok().path(field).asText();
    }

    /** What an open panel is told; {@code lastEventId} null: for the first time. */
    EventStream events(@Nullable String lastEventId, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        if (lastEventId != null) {
            all.addAll(List.of("Last-Event-ID", lastEventId));
        }
        return server.stream(path() + "/bot-status/events", all.toArray(String[]::new));
    }

    Answer set(String body, String... headers) {
        return server.put(path() + "/bot-status", body, headers);
    }

    Answer report(String body) {
        return server.post(path() + "/messages", body);
    }

    Answer report(String messageId, String sender) {
        return report("""
                {"messageId": "%s", "sender": "%s"}""".formatted(messageId, sender));
    }

    Answer ask(String replyId) {
        return askWith("""
                {"replyId": "%s"}""".formatted(replyId));
    }

    Answer askWith(String body) {
        return server.post(path() + "/replies", body);
    }

    Answer forget() {
        return server.delete(path());
    }

    List<JsonNode> holds() {
        return StreamSupport.stream(status().ok().path("holds").spliterator(), false)
                .toList();
    }

    /** The events, oldest first, each as type, cause, before, after. */
    List<String> events() {
        List<String> events = history("")
                .list()
                .map(event -> String.join(
                        " ",
                        event.path("type").asText(),
                        event.path("cause").asText(),
                        event.path("before").asText(),
                        event.path("after").asText()))
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.reverse(events);
        return events;
    }

    Answer history(String query) {
        return server.get(path() + "/bot-status/history" + query);
    }

    /** The ids of the running instances of bot-pause, as Camunda's REST API knows them. */
    List<String> pauses() {
        return server.get("/engine-rest/process-instance?maxResults=2000&processDefinitionKey=bot-pause&businessKey="
                        + Server.encode(id))
                .list()
                .map(instance -> instance.path("id").asText())
                .toList();
    }

    /** The id of the one running instance of bot-pause. */
    String onlyPause() {
        List<String> pauses = pauses();
        assertThat(pauses).hasSize(1);
        return pauses.get(0);
    }

    /** Sends one of the messages of bot-pause through Camunda's REST API, with the fields of an object as variables. */
    Answer correlate(String message, String variables) {
        return server.post(
                "/engine-rest/message", """
                {"messageName": "%s", "businessKey": %s, "processVariables": %s, "resultEnabled": true}""".formatted(message, Answer.text(TextNode.valueOf(id)), typed(variables)));
    }

    /** Starts bot-pause at its none start event through Camunda's REST API. */
    Answer startPause(String variables) {
        return start("bot-pause", variables);
    }

    /** Starts a process at its none start event through Camunda's REST API, with the fields of an object as variables. */
    Answer start(String process, String variables) {
        return server.post("/engine-rest/process-definition/key/" + process + "/start", """
                {"businessKey": %s, "variables": %s, "withVariablesInReturn": true}""".formatted(
                        Answer.text(TextNode.valueOf(id)), typed(variables)));
    }

    private static String typed(String variables) {
        var typed = JsonNodeFactory.instance.objectNode();
        Answer.json(variables).properties().forEach(variable -> typed.putObject(variable.getKey())
                .set("value", variable.getValue()));
        return Answer.text(typed);
    }
}
