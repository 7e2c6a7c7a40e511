package io.botstatus.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;

/** The server as a client sees it: paths go out as they are written here, every call logs in. */
@TestComponent
class Server {

    static final String PASSWORD = "a-password-for-tests";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Environment environment;

    Server(Environment environment) {
        this.environment = environment;
    }

    /** A contact that no other test knows. */
    TestContact newContact() {
        return contact("contact-" + UUID.randomUUID());
    }

    TestContact contact(String id) {
        return new TestContact(this, id);
    }

    Answer get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    Answer put(String path, String body, String... headers) {
        return send("PUT", path, BodyPublishers.ofString(body), headers);
    }

    Answer post(String path, String body, String... headers) {
        return send("POST", path, BodyPublishers.ofString(body), headers);
    }

    Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    /** Sends a webhook as a platform does, which has no login here. */
    Answer webhook(String path, byte[] body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address(path)))
                .timeout(Duration.ofSeconds(60))
                .POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::setHeader);
        return send(request.build());
    }

    /** A request without a login and a signature. */
    Answer unsigned(String method, String path) {
        return send(HttpRequest.newBuilder(URI.create(address(path)))
                .timeout(Duration.ofSeconds(60))
                .method(method, BodyPublishers.noBody())
                .build());
    }

    /** A platform's delivery, signed as that platform does. */
    Answer deliver(Webhook webhook, Instant now) {
        String path = "/webhooks/" + webhook.platform();
        Map<String, String> signature = PlatformSigner.sign(webhook.platform(), address(path), webhook.bytes(), now);
        return webhook(path, webhook.bytes(), PlatformSigner.headers(webhook, signature));
    }

    /** The whole address of a path. */
    String address(String path) {
        return "http://localhost:" + environment.getRequiredProperty("local.server.port")
                + environment.getProperty("server.servlet.context-path", "") + path;
    }

    /** Deploys files through Camunda's REST API, as Modeler does. */
    Answer deploy(String name, Map<String, String> files, String... fields) {
        StringBuilder form = new StringBuilder(field("deployment-name", name));
        for (int i = 0; i < fields.length; i += 2) {
            form.append(field(fields[i], fields[i + 1]));
        }
        files.forEach((file, xml) -> form.append("""
                --form\r
                Content-Disposition: form-data; name="%1$s"; filename="%1$s"\r
                Content-Type: text/xml\r
                \r
                %2$s\r
                """.formatted(file, xml)));
        return post(
                "/engine-rest/deployment/create",
                form + "--form--\r\n",
                "Content-Type",
                "multipart/form-data; boundary=form");
    }

    private static String field(String name, String value) {
        return """
                --form\r
                Content-Disposition: form-data; name="%s"\r
                \r
                %s\r
                """.formatted(name, value);
    }

    /** Opens a stream of server-sent events. */
    EventStream stream(String path, String... headers) {
        try {
            return new EventStream(
                    http.send(request("GET", path, BodyPublishers.noBody(), headers), BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    JsonNode settings() {
        return get("/api/settings").ok();
    }

    JsonNode settings(String mode, int messageLimit, String window) {
        return put("/api/settings", """
                        {"mode": "%s", "messageLimit": %d, "messageLimitWindow": "%s"}""".formatted(mode, messageLimit, window)).ok();
    }

    /** Restores the settings of a new database. */
    void defaultSettings() {
        settings("auto_pilot", 75, "PT24H");
    }

    /** Everything outside the unreserved letters of a URI, percent-encoded. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Makes a call as often as that, all at the same time. */
    static <T> List<T> atOnce(int times, IntFunction<T> call) {
        ExecutorService threads = Executors.newFixedThreadPool(times);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<CompletableFuture<T>> calls = IntStream.range(0, times)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> {
                                waitFor(start);
                                return call.apply(i);
                            },
                            threads))
                    .toList();
            start.countDown();
            return calls.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdown();
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Answer call(String method, String path, String body, String... headers) {
        return send(method, path, BodyPublishers.ofString(body), headers);
    }

    private Answer send(String method, String path, BodyPublisher body, String... headers) {
        return send(request(method, path, body, headers));
    }

    Answer send(HttpRequest request) {
        try {
            return Answer.of(http.send(request, BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest request(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address(path)))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", login())
                .method(method, body);
        if (body.contentLength() > 0) {
            request.setHeader("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request.build();
    }

    static String login() {
        return "Basic " + Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    }
}
