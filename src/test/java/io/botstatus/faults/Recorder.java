package io.botstatus.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.botstatus.faults.Recorded.Answer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks nodes over HTTP, from outside, and writes down what it asked, when, and when and how that was answered: in memory, and as
 * lines of JSON. Thread-safe.
 */
final class Recorder implements AutoCloseable {

    /** A caller without an answer by then does not know the outcome. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final ObjectMapper JSON = JsonMapper.builder()
            .findAndAddModules()
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();
    private static final String LOGIN =
            "Basic " + Base64.getEncoder().encodeToString(("admin:" + Node.PASSWORD).getBytes(StandardCharsets.UTF_8));

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final BufferedWriter file;
    private List<Recorded> recorded = new ArrayList<>();

    Recorder(Path file) throws IOException {
        this.file = Files.newBufferedWriter(file);
    }

    Recorded ask(Node node, Ask ask) {
        Instant sent = Instant.now();
        Recorded seen;
        try {
            HttpResponse<String> response = http.send(request(node, ask), BodyHandlers.ofString());
            seen = new Recorded(
                    ask, node.name(), sent, Instant.now(), response.statusCode(), answer(ask, response.body()));
        } catch (IOException e) {
            Answer none = new Answer(false, false, null, null, null, null, String.valueOf(e));
            seen = new Recorded(ask, node.name(), sent, null, 0, none);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            seen = new Recorded(ask, node.name(), sent, null, 0, null);
        }
        keep(seen);
        return seen;
    }

    /** The body of a GET that is answered with 200. */
    JsonNode get(Node node, String path) throws IOException, InterruptedException {
        return JSON.readTree(text(node, path));
    }

    String text(Node node, String path) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(to(node, path).timeout(Node.START).GET().build(), BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(
                    "GET " + path + " of " + node.name() + ": " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    void put(Node node, String path, String body) throws IOException, InterruptedException {
        send(node, path, "PUT", "application/json", body);
    }

    void send(Node node, String path, String method, String type, String body)
            throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                to(node, path)
                        .timeout(Node.START) // the first requests of a node that has just started
                        .header("Content-Type", type)
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException(method + " " + path + ": " + response.statusCode() + " " + response.body());
        }
    }

    /** All since this was asked last. */
    synchronized List<Recorded> take() {
        List<Recorded> taken = recorded;
        recorded = new ArrayList<>();
        return taken;
    }

    synchronized int count() {
        return recorded.size();
    }

    private synchronized void keep(Recorded seen) {
        recorded.add(seen);
        try {
            file.write(JSON.writeValueAsString(seen));
            file.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }

    private static HttpRequest.Builder to(Node node, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + path))
                .timeout(PATIENCE)
                .header("Authorization", LOGIN);
    }

    private static HttpRequest request(Node node, Ask ask) throws JsonProcessingException {
        String contact = "/api/contacts/" + ask.contact();
        return switch (ask.kind()) {
            case STATUS -> {
                HttpRequest change = json(node, "PUT", contact + "/bot-status", change(ask));
                yield ask.epoch() == null
                        ? change
                        : HttpRequest.newBuilder(change, (name, value) -> true)
                                .header("If-Match", "\"" + ask.epoch() + "\"")
                                .build();
            }
            case MESSAGE -> json(node, "POST", contact + "/messages", message(ask));
            case PERMIT -> json(node, "POST", contact + "/replies", permit(ask));
            case WORKFLOW_MESSAGE ->
                json(node, "POST", "/engine-rest/message", correlation(ask, "bot.workflowMessageSent"));
            case WORKFLOW_STATUS -> json(node, "POST", "/engine-rest/message", correlation(ask, "bot.statusRequested"));
            case BULK -> {
                Map<String, Object> body = change(ask);
                body.put("contactIds", ask.contacts());
                yield json(node, "POST", "/api/bot-status-changes", body);
            }
            case UNDO ->
                to(node, "/api/bot-status-changes/" + ask.id()).DELETE().build();
        };
    }

    private static HttpRequest json(Node node, String method, String path, Map<String, Object> body)
            throws JsonProcessingException {
        return to(node, path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
    }

    private static Map<String, Object> change(Ask ask) {
        Map<String, Object> body = new HashMap<>(Map.of("status", ask.status(), "reason", ask.id()));
        if (ask.lasts() != null) {
            body.put("reactivateAfter", ask.lasts().toString());
        }
        return body;
    }

    private static Map<String, Object> message(Ask ask) {
        return Map.of(
                "messageId", ask.id(),
                "sender", "human",
                "sentBy", ask.sentBy(),
                "sentAt", ask.sentAt().toString(),
                "channel", Load.channel(ask.lasts()));
    }

    private static Map<String, Object> permit(Ask ask) {
        Map<String, Object> body = new HashMap<>(Map.of("replyId", ask.id()));
        if (ask.epoch() != null) {
            body.put("epoch", ask.epoch());
        }
        return body;
    }

    private static Map<String, Object> correlation(Ask ask, String name) {
        Map<String, Object> variables = new LinkedHashMap<>();
        if (ask.isMessage()) {
            variables.put("messageId", value(ask.id()));
            variables.put("sentBy", value(ask.sentBy()));
            variables.put("sentAt", value(ask.sentAt().toString()));
            variables.put("channel", value(Load.channel(ask.lasts())));
        } else {
            change(ask).forEach((field, value) -> variables.put(field, value(value)));
        }
        return Map.of(
                "messageName",
                name,
                "businessKey",
                ask.contact(),
                "processVariables",
                variables,
                "resultEnabled",
                true,
                "variablesInResultEnabled",
                true);
    }

    private static Map<String, Object> value(Object value) {
        return Map.of("value", value);
    }

    private static Answer answer(Ask ask, String text) {
        JsonNode body;
        try {
            body = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            body = JSON.createObjectNode();
        }
        boolean workflow = ask.kind() == Ask.Kind.WORKFLOW_MESSAGE || ask.kind() == Ask.Kind.WORKFLOW_STATUS;
        String effect = workflow
                ? body.path(0).path("variables").path("effect").path("value").asText(null)
                : ask.kind() == Ask.Kind.BULK
                        ? body.path("state").asText(null)
                        : body.path("effect").asText(null);
        return new Answer(
                body.path("granted").asBoolean(),
                body.path("duplicate").asBoolean() || "duplicate".equals(effect),
                effect,
                body.path("because").asText(null),
                body.has("epoch") ? body.path("epoch").asLong() : null,
                ask.kind() == Ask.Kind.BULK ? body.path("id").asText(null) : null,
                text.length() > 300 ? text.substring(0, 300) : text);
    }
}
