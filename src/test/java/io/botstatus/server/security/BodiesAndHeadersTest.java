package io.botstatus.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.server.security.Guests.Reply;
import io.botstatus.server.security.login.Role;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The limits of bodies, and the security headers of answers. */
@GuardedServerTest
class BodiesAndHeadersTest {

    @Autowired
    Guests guests;

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @CsvSource({
        "/api/contacts/c/messages, 262144",
        "/api/bot-status-changes, 33554432",
        "/engine-rest/message, 16777216"
    })
    void refusesABodyThatSaysItIsTooLong(String path, int limit) throws Exception {
        assertThat(head(path, limit + 1L)).startsWith("HTTP/1.1 413").contains(limit + " bytes");
    }

    @ParameterizedTest
    @CsvSource({"/api/contacts/c/messages, 262144", "/engine-rest/message, 16777216"})
    void refusesABodyThatDoesNotSayHowLongItIs(String path, int limit) throws Exception {
        byte[] body = ("{\"a\": \"" + "x".repeat(limit) + "\"}").getBytes(StandardCharsets.UTF_8);

        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                .header("Authorization", Guests.admin())
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                                .build(),
                        BodyHandlers.ofString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
    }

    /** The answer to a request that announces a body, before any of it is sent. */
    private String head(String path, long length) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write("""
                            POST %s HTTP/1.1\r
                            Host: localhost\r
                            Authorization: %s\r
                            Content-Type: application/json\r
                            Content-Length: %d\r
                            \r
                            """.formatted(path, Guests.admin(), length).getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput(); // the server would wait for the rest before it closes the connection
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void refusesALongBodyOfAStrangerBeforeAnythingElse() {
        assertThat(guests.call(null, "POST", "/login", "x".repeat(100_000)).code())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/settings", "/engine-rest/engine", "/v3/api-docs", "/actuator/health", "/nowhere"})
    void tellsBrowsersThatAnAnswerIsNothingToBeRun(String path) {
        Reply reply = guests.call(Guests.admin(), "GET", path, null);

        assertThat(reply.header("Content-Security-Policy")).isEqualTo("default-src 'none'; frame-ancestors 'none'");
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.header("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(reply.header("Permissions-Policy")).contains("camera=()");
        assertThat(reply.header("Cache-Control")).startsWith("no-");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/settings, 200",
        "/api/contacts/c/bot-status, 200",
        "/api/contacts/c/bot-status/history?limit=x, 400"
    })
    void tellsHowLongAnAnswerIs(String path, int code) {
        Reply reply = guests.call(Guests.admin(), "GET", path, null);

        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.header("Content-Length")).isEqualTo("" + reply.body().getBytes(StandardCharsets.UTF_8).length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/contacts", "/login"})
    void letsPagesLoadWhatIsTheirOwn(String path) {
        Reply reply = guests.call(Guests.admin(), "GET", path, null, "Accept", "text/html");

        assertThat(reply.header("Content-Security-Policy")).startsWith("default-src 'self'");
    }

    @Test
    void showsAnAgentOnlyWhatAnAgentCanDo() {
        Reply home = guests.call(Guests.login(Role.AGENT), "GET", "/", null, "Accept", "text/html");
        assertThat(home.code()).isEqualTo(302);
        assertThat(home.header("Location")).isEqualTo("/contacts");

        assertThat(guests.call(Guests.login(Role.AGENT), "GET", "/contacts", null)
                        .body())
                .contains("data-admin=\"false\"");
        assertThat(guests.call(Guests.admin(), "GET", "/contacts", null).body()).contains("data-admin=\"true\"");
    }
}
