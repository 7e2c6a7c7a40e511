package io.botstatus.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.botstatus.server.security.login.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A stream of events ends with the right of the one who opened it, within two seconds; others go on. */
@GuardedServerTest
class StreamEndTest {

    /** Two seconds, and as many for a machine with other work. */
    private static final Duration SOON = Duration.ofSeconds(4);

    @Autowired
    Guests guests;

    @Autowired
    JdbcClient sql;

    @LocalServerPort
    private int port;

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    private String contact = "";

    @BeforeEach
    void newContact() {
        contact = guests.newContact();
    }

    @AfterEach
    void time() {
        ClockUtil.reset();
    }

    @Test
    void aRevokedKeysStreamEnds() throws Exception {
        JsonNode revoked = key("P1D");
        JsonNode other = key("P1D");
        try (Stream ends = open(bearer(revoked.path("key").asText()));
                Stream goesOn = open(bearer(other.path("key").asText()))) {
            guests.call(
                    Guests.admin(),
                    "DELETE",
                    "/api/api-keys/" + revoked.path("id").asText(),
                    null);

            assertThat(ends.end()).succeedsWithin(SOON);
            assertThat(goesOn.end()).isNotDone();
        }
    }

    /** Another node leaves only a row. */
    @Test
    void soDoesThatOfAKeyWhichAnotherNodeHasRevoked() throws Exception {
        JsonNode revoked = key("P1D");
        try (Stream ends = open(bearer(revoked.path("key").asText()))) {
            sql.sql("update bot_api_key set revoked_at = now() where id = :id")
                    .param("id", revoked.path("id").asText())
                    .update();

            assertThat(ends.end()).succeedsWithin(SOON);
        }
    }

    @Test
    void anExpiredKeysStreamEnds() throws Exception {
        try (Stream ends = open(bearer(key("P30D").path("key").asText()));
                Stream goesOn = open(Guests.login(Role.AGENT))) {
            pass(Duration.ofDays(31));

            assertThat(ends.end()).succeedsWithin(SOON);
            assertThat(goesOn.end()).isNotDone();
        }
    }

    @Test
    void anExpiredPanelTokensStreamEnds() throws Exception {
        String token = guests.call(Guests.admin(), "POST", "/api/panel-tokens", """
            {"contactId": "%s", "role": "viewer", "person": "Anna", "expiresAfter": "PT10M"}\
            """.formatted(contact))
                .json()
                .path("token")
                .asText();
        try (Stream ends = open(bearer(token))) {
            pass(Duration.ofMinutes(11));

            assertThat(ends.end()).succeedsWithin(SOON);
        }
    }

    @Test
    void theStreamOfAnIdentityProvidersTokenEndsWithTheToken() throws Exception {
        String token = IdentityProvider.token("zoe", List.of("support-team"), "contact-bot-status", Instant.now());
        try (Stream ends = open(bearer(token))) {
            pass(Duration.ofMinutes(61));

            assertThat(ends.end()).succeedsWithin(SOON);
        }
    }

    @Test
    void aLogoutEndsTheStreamsOfItsLogin() throws Exception {
        logIn();
        try (Stream ends = open(null);
                Stream goesOn = open(Guests.login(Role.AGENT))) {
            logOut();

            assertThat(ends.end()).succeedsWithin(SOON);
            assertThat(goesOn.end()).isNotDone();
        }
    }

    /** A copy of the cookie has opened a session of its own, perhaps on another node. */
    @Test
    void andThoseOfEveryCopyOfItsCookie() throws Exception {
        logIn();
        HttpCookie remembered = cookie("BOT-LOGIN");
        try (Stream ends = open(null, "Cookie", remembered.getName() + "=" + remembered.getValue())) {
            logOut();

            assertThat(ends.end()).succeedsWithin(SOON);
        }
    }

    private void logIn() throws Exception {
        send(request("/login").header("Accept", "text/html"));
        HttpResponse<String> in = send(form(
                "/login",
                "username=" + Guests.name(Role.AGENT) + "&password="
                        + URLEncoder.encode(Guests.password(Role.AGENT), StandardCharsets.UTF_8)
                        + "&remember-me=on&_csrf=" + cookie("BOT-XSRF-TOKEN").getValue()));
        assertThat(in.headers().firstValue("Location").orElse("")).doesNotContain("login");
    }

    private void logOut() throws Exception {
        send(request("/contacts").header("Accept", "text/html")); // brings the token
        HttpResponse<String> out =
                send(form("/logout", "_csrf=" + cookie("BOT-XSRF-TOKEN").getValue()));
        assertThat(out.headers().firstValue("Location").orElse("")).endsWith("/login?out");
    }

    private HttpCookie cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder form(String path, String body) {
        return request(path)
                .header("Accept", "text/html")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private static void pass(Duration time) {
        ClockUtil.setCurrentTime(Date.from(Instant.now().plus(time)));
    }

    private JsonNode key(String expiresAfter) {
        return guests.call(Guests.admin(), "POST", "/api/api-keys", """
            {"name": "%s-key", "roles": ["agent"], "expiresAfter": "%s"}\
            """.formatted(guests.newContact(), expiresAfter))
                .json();
    }

    private static String bearer(String token) {
        return "Bearer " + token;
    }

    /** Opens a stream by the session, without a login, or by a header, in a browser without cookies. */
    private Stream open(@Nullable String login, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request("/api/contacts/" + contact + "/bot-status/events");
        if (login != null) {
            request.header("Authorization", login);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        HttpClient client = login == null && headers.length == 0 ? http : HttpClient.newHttpClient();
        HttpResponse<InputStream> answer = client.send(request.build(), BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        return new Stream(answer.body(), CompletableFuture.runAsync(() -> read(answer.body())));
    }

    private static void read(InputStream body) {
        try {
            body.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // cut off is ended too
        }
    }

    private record Stream(InputStream body, CompletableFuture<Void> end) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}
