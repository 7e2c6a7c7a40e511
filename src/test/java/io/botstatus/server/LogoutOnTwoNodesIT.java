package io.botstatus.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.botstatus.LongRunning;
import io.botstatus.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A logout on one node counts on the other, and no caller forges a log line, on the server as users run it. */
@LongRunning
class LogoutOnTwoNodesIT {

    /** Two seconds, and as many for a machine with other work. */
    private static final Duration SOON = Duration.ofSeconds(4);

    private static final String PASSWORD = "secret";
    private static final String FORGED = "2030-01-01T00:00:00.000Z ERROR 1 --- [main] forged : all data is gone";

    @TempDir
    private Path folder = Path.of("");

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    @Test
    void whatEndsOnOneNodeEndsOnTheOther() throws Exception {
        Map<String, String> environment = Map.of(
                "SPRING_DATASOURCE_URL",
                TestDatabase.newDatabase(),
                "SPRING_DATASOURCE_USERNAME",
                "postgres",
                "SPRING_DATASOURCE_PASSWORD",
                "",
                "BOTSTATUS_ADMIN_PASSWORD",
                PASSWORD);
        try (ServerProcess one = ServerProcess.start(folder, environment);
                ServerProcess two = ServerProcess.start(folder, environment)) {
            one.awaitReady();
            two.awaitReady();

            JsonNode key = new ObjectMapper()
                    .readTree(one.post(
                                    PASSWORD,
                                    "/api/api-keys",
                                    "application/json",
                                    "{\"name\": \"program\", \"roles\": [\"agent\"]}")
                            .body());
            CompletableFuture<Void> ofKey =
                    stream(two, "Authorization", "Bearer " + key.path("key").asText());
            delete(one, "/api/api-keys/" + key.path("id").asText());
            assertThat(ofKey).succeedsWithin(SOON);

            logIn(one);
            String remembered = "BOT-LOGIN=" + cookie("BOT-LOGIN");
            HttpResponse<InputStream> opened = get(two, "/api/settings", "Cookie", remembered);
            assertThat(opened.statusCode()).isEqualTo(200);
            String session = opened.headers().allValues("Set-Cookie").stream()
                    .filter(cookie -> cookie.startsWith("JSESSIONID"))
                    .map(cookie -> cookie.split(";", 2)[0])
                    .findFirst()
                    .orElseThrow();
            CompletableFuture<Void> ofSession = stream(two, "Cookie", session);
            logOut(one);
            assertThat(ofSession).succeedsWithin(SOON);
            assertThat(get(two, "/api/settings", "Cookie", remembered).statusCode())
                    .isEqualTo(401);
            assertThat(get(two, "/api/settings", "Cookie", session).statusCode())
                    .isEqualTo(401);

            one.post(
                    PASSWORD,
                    "/engine-rest/message",
                    "application/json",
                    "{\"messageName\": \"x\\n%s\"}".formatted(FORGED));
            assertThat(one.log().lines()).noneMatch(line -> line.startsWith(FORGED));
            assertThat(one.log()).contains("\n  Log in as    admin");
        }
    }

    private void logIn(ServerProcess node) throws IOException, InterruptedException {
        send(request(node, "/login").header("Accept", "text/html"));
        send(form(
                node,
                "/login",
                "username=admin&password=" + PASSWORD + "&remember-me=on&_csrf=" + cookie("BOT-XSRF-TOKEN")));
    }

    private void logOut(ServerProcess node) throws IOException, InterruptedException {
        send(request(node, "/").header("Accept", "text/html"));
        send(form(node, "/logout", "_csrf=" + cookie("BOT-XSRF-TOKEN")));
    }

    private String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return browser.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(ServerProcess node, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + node.port() + path));
    }

    private static HttpRequest.Builder form(ServerProcess node, String path, String body) {
        return request(node, path)
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    /** A request by a program without other cookies. */
    private static HttpResponse<InputStream> get(ServerProcess node, String path, String... headers)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(request(node, path).headers(headers).build(), BodyHandlers.ofInputStream());
    }

    private static void delete(ServerProcess node, String path) throws IOException, InterruptedException {
        HttpClient.newHttpClient()
                .send(
                        request(node, path)
                                .header("Authorization", ServerProcess.authorization(PASSWORD))
                                .DELETE()
                                .build(),
                        BodyHandlers.discarding());
    }

    /** Ends when the stream does. */
    private static CompletableFuture<Void> stream(ServerProcess node, String... headers)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> events = get(node, "/api/contacts/c-1/bot-status/events", headers);
        assertThat(events.statusCode()).isEqualTo(200);
        return CompletableFuture.runAsync(() -> {
            try (InputStream body = events.body()) {
                body.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // cut off is ended too
            }
        });
    }
}
