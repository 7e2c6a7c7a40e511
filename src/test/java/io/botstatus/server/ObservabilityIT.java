package io.botstatus.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.botstatus.LongRunning;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runnable server's log as JSON, and its traces, by Spring Boot's own switches. */
@LongRunning
class ObservabilityIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MESSAGE = "{\"messageId\": \"m1\", \"sender\": \"human\"}";

    /** The spans that the collector received. */
    private final List<String> spans = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder = Path.of("");

    private HttpServer collector = newCollector();

    private static HttpServer newCollector() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void listen() {
        collector.createContext("/v1/traces", exchange -> {
            spans.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
    }

    @AfterEach
    void stop() {
        collector.stop(0);
        Leftovers.stopBelow(folder);
    }

    @Test
    void switchedOnALineIsJsonWithContactAndInstanceAndEveryCallIsATrace() throws Exception {
        Map<String, String> environment = environment();
        environment.putAll(Map.of(
                "LOGGING_STRUCTURED_FORMAT_CONSOLE", "ecs",
                "MANAGEMENT_TRACING_ENABLED", "true",
                "MANAGEMENT_TRACING_SAMPLING_PROBABILITY", "1.0",
                // No server listens there, so that the job of the pause fails.
                "BOTSTATUS_NOTIFY_TARGETS_CRM_URL", "http://localhost:1/",
                "BOTSTATUS_NOTIFY_TARGETS_CRM_SECRET", "crm-secret"));
        try (ServerProcess server = ServerProcess.start(folder, environment).awaitReady()) {
            server.post("secret", "/api/contacts/contact-42/messages", "application/json", MESSAGE);

            await().atMost(Duration.ofSeconds(60)).until(() -> server.log().contains("ENGINE-14006"));
            List<JsonNode> lines = server.log()
                    .lines()
                    .filter(line -> line.startsWith("{"))
                    .map(ObservabilityIT::json)
                    .toList();
            JsonNode failed = lines.stream()
                    .filter(line -> line.path("message").asText().contains("ENGINE-14006"))
                    .findFirst()
                    .orElseThrow();
            assertThat(failed.path("contactId").asText()).isEqualTo("contact-42");
            String instance = failed.path("processInstanceId").asText();
            assertThat(server.get("secret", "/engine-rest/process-instance/" + instance)
                            .body())
                    .contains("notify-webhook", "\"businessKey\":\"contact-42\"");
            assertThat(lines)
                    .filteredOn(line -> !line.equals(failed) && line.has("contactId"))
                    .allSatisfy(
                            line -> assertThat(line.path("message").asText()).contains("ENGINE-"));

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> String.join("", spans).contains("http post /api/contacts/{contactId}/messages"));
            assertThat(String.join("", spans)).contains("contact-bot-status");
        }
    }

    @Test
    void switchedOffNothingIsSentAndNothingIsSaidOfIt() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, environment()).awaitReady()) {
            for (int i = 0; i < 20; i++) {
                server.post("secret", "/api/contacts/contact-" + i + "/messages", "application/json", MESSAGE);
            }

            String log = server.terminate();

            assertThat(spans).isEmpty();
            assertThat(log).doesNotContain(" WARN ", " ERROR ").doesNotContainIgnoringCase("telemetry", "otlp");
        }
    }

    private Map<String, String> environment() {
        return new HashMap<>(Map.of(
                "BOTSTATUS_ADMIN_PASSWORD",
                "secret",
                "MANAGEMENT_OTLP_TRACING_ENDPOINT",
                "http://localhost:" + collector.getAddress().getPort() + "/v1/traces"));
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("No JSON: " + line, e);
        }
    }
}
