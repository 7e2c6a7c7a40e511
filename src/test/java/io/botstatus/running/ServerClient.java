package io.botstatus.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.botstatus.web.EventStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** A client of a running server: JSON over HTTP, logged in as the admin. An answer other than 2xx fails. */
final class ServerClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;
    private final String password;
    private final List<String> deployments = new ArrayList<>();

    ServerClient(int port, String password) {
        this.port = port;
        this.password = password;
    }

    int port() {
        return port;
    }

    String password() {
        return password;
    }

    JsonNode get(String path) {
        return json(send("GET", path, ""));
    }

    JsonNode post(String path, Object body) {
        return json(send("POST", path, text(body)));
    }

    JsonNode put(String path, Object body) {
        return json(send("PUT", path, text(body)));
    }

    JsonNode delete(String path) {
        return json(send("DELETE", path, ""));
    }

    String text(String path) {
        return send("GET", path, "");
    }

    /** Live events, for as long as the stream is open. */
    EventStream stream(String path) {
        return new EventStream(exchange(request("GET", path, "", "application/json"), BodyHandlers.ofInputStream()));
    }

    /** Deploys a model as Modeler does, until {@link #undeploy()}. */
    void deploy(String file, String model) {
        String boundary = UUID.randomUUID().toString();
        String body = """
                --%1$s\r
                Content-Disposition: form-data; name="deployment-name"\r
                \r
                %2$s\r
                --%1$s\r
                Content-Disposition: form-data; name="data"; filename="%2$s"\r
                \r
                %3$s\r
                --%1$s--\r
                """.formatted(boundary, file, model);
        String answer =
                send("POST", "/engine-rest/deployment/create", body, "multipart/form-data; boundary=" + boundary);
        deployments.add(json(answer).path("id").asText());
    }

    /** Undeploys all models of the test, with all instances, and restores the bundled models. */
    void undeploy() {
        deployments.forEach(deployment -> delete("/engine-rest/deployment/" + deployment + "?cascade=true"));
        deployments.clear();
        get("/api/settings").path("models").properties().forEach(model -> {
            if (model.getValue().path("origin").asText().equals("own")) {
                delete("/api/settings/models/" + model.getKey());
            }
        });
    }

    /** Variables as Camunda's REST API takes them. */
    static Map<String, Map<String, Object>> variables(Map<String, ?> values) {
        Map<String, Map<String, Object>> variables = new TreeMap<>();
        values.forEach((name, value) -> variables.put(name, Map.of("value", value)));
        return variables;
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String send(String method, String path, String body) {
        return send(method, path, body, "application/json");
    }

    private String send(String method, String path, String body, String type) {
        HttpResponse<String> answer = exchange(request(method, path, body, type), BodyHandlers.ofString());
        assertThat(answer.statusCode())
                .as("%s %s %s: %s", method, path, body, answer.body())
                .isBetween(200, 299);
        return answer.body();
    }

    private HttpRequest request(String method, String path, String body, String type) {
        String login = Base64.getEncoder().encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Basic " + login)
                .header("Content-Type", type)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, BodyHandler<T> body) {
        try {
            return http.send(request, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String text(Object body) {
        try {
            return body instanceof String text ? text : JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("No JSON: " + text, e);
        }
    }
}
