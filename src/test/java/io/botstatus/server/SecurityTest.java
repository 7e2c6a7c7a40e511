package io.botstatus.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(SecurityTest.Echo.class)
@AutoConfigureObservability(tracing = false) // tests would switch the metrics off
@DirtiesContext // so that the database stops before its folder is deleted
class SecurityTest {

    private static final String PASSWORD = "correct höchst sicher: yes";

    @TempDir
    private static Path data = Path.of("");

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry properties) {
        properties.add("botstatus.data-dir", () -> data);
        properties.add("botstatus.admin-password", () -> PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/", "/api/contacts/42/echo", "/engine-rest/engine", "/engine-rest//engine",
                        "/camunda/app/cockpit/default/",
                "/camunda/api/engine/engine/", "/v3/api-docs/nowhere", "/actuator", "/actuator/prometheus", "/error",
                "//actuator/health", "/actuator/health/..%2fprometheus"
            })
    void asksForALogin(String path) throws Exception {
        HttpResponse<String> answer = send(get(path));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().allValues("WWW-Authenticate"))
                .satisfiesExactly(basic -> assertThat(basic).startsWith("Basic "), bearer -> assertThat(bearer)
                        .startsWith("Bearer "));
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("HTTP Basic", "an API key", "Authorization: Bearer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/contacts/42/echo",
                "/engine-rest/engine",
                "/camunda/app/cockpit/default/",
                "/v3/api-docs",
                "/actuator/prometheus"
            })
    void letsTheAdminIn(String path) throws Exception {
        assertThat(send(login(get(path))).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesAPlainSemicolonWhichWouldMeanAnotherContact() throws Exception {
        HttpResponse<String> answer = send(login(get("/api/contacts/a;b/echo")));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("Write it as %3B");
    }

    @Test
    void refusesAWrongPasswordAndAnotherUser() throws Exception {
        assertThat(send(login(get("/engine-rest/engine"), "admin", PASSWORD + "!"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(send(login(get("/engine-rest/engine"), "adminc", PASSWORD.substring(1)))
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
    void tellsEverybodyThatItIsHealthyAndNothingElse(String path) throws Exception {
        HttpResponse<String> answer = send(get(path));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"status\":\"UP\"").doesNotContain("details", "components");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+49 170 1234567",
                "4917@s.whatsapp.net",
                "crm:42",
                "a/b",
                "a//b",
                "/a/",
                "a;b=c",
                "50%",
                "%2F",
                "a\\b",
                "a?b#c",
                "...",
                "Zoë Überall 山田 🤖",
                "a\nb",
                "a\u0001b",
                "a\u2028b",
                "\"quoted\" & <b>"
            })
    void handsContactIdsOverAsTheyAre(String id) throws Exception {
        HttpResponse<String> answer = send(login(get("/api/contacts/" + encode(id) + "/echo")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(id);
    }

    @Test
    void takesTheFullStopAndPlusSignInEitherSpelling() throws Exception {
        assertThat(send(login(get("/api/contacts/+49%2E7/echo"))).body()).isEqualTo("+49.7");
        assertThat(send(login(get("/api/contacts/%2b49.7/echo"))).body()).isEqualTo("+49.7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/contacts/a%00b/echo",
                "/api/contacts/%FF/echo",
                "/api/contacts/%zz/echo",
                "/api/contacts/../echo",
                "/api/contacts/%2E%2e/echo",
                "/api/contacts/a|b/echo",
                "/actuator/health/%2e%2e/%2e%2e/engine-rest/engine",
                "/actuator/health/..;/..;/engine-rest/engine",
                "/%65ngine-rest/engine",
                "/engine-rest;x/engine"
            })
    void saysWhyAPathIsRefused(String path) throws Exception {
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json", "\"detail\":\"The ");
    }

    @Test
    void refusesChangesThatAnotherSitesPageSends() throws Exception {
        HttpRequest.Builder post = login(request("/api/contacts/42/echo")).POST(BodyPublishers.ofString("evil"));

        assertThat(send(post.copy().header("Sec-Fetch-Site", "cross-site")).statusCode())
                .isEqualTo(403);
        assertThat(send(post.copy().header("Sec-Fetch-Site", "same-site")).statusCode())
                .isEqualTo(403);
        assertThat(send(post.copy().header("Origin", "https://evil.example")).statusCode())
                .isEqualTo(403);
        assertThat(send(post.copy().header("Origin", "null")).statusCode()).isEqualTo(403);
    }

    @Test
    void takesChangesFromItsOwnPagesAndFromPrograms() throws Exception {
        HttpRequest.Builder post = login(request("/api/contacts/42/echo")).POST(BodyPublishers.ofString("good"));

        assertThat(send(post.copy()).statusCode()).isEqualTo(200);
        assertThat(send(post.copy().header("Sec-Fetch-Site", "same-origin")).statusCode())
                .isEqualTo(200);
        assertThat(send(post.copy().header("Origin", "http://localhost:" + port))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void logsTheAdminInToTheWebApps() throws Exception {
        HttpClient browser = HttpClient.newBuilder()
                .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                .build();
        browser.send(login(get("/camunda/app/cockpit/default/")).build(), BodyHandlers.discarding());
        HttpResponse<String> answer =
                browser.send(login(get("/camunda/api/admin/auth/user/default")).build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"userId\":\"admin\"", "cockpit", "tasklist", "admin");
        assertThat(answer.headers().allValues("Set-Cookie"))
                .as("the session stays the same while requests of a page run side by side")
                .noneMatch(cookie -> cookie.startsWith("JSESSIONID"));
    }

    @Test
    void knowsTheAdminAsAUserOfTheEngine() throws Exception {
        HttpResponse<String> answer = send(login(request("/engine-rest/identity/verify"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"username\":\"admin\",\"password\":\"" + PASSWORD + "\"}")));

        assertThat(answer.body()).contains("\"authenticated\":true");
    }

    @Test
    void opensNoSessionForApiCalls() throws Exception {
        assertThat(send(login(get("/engine-rest/engine"))).headers().allValues("Set-Cookie"))
                .isEmpty();
    }

    private static String encode(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private HttpRequest.Builder get(String path) {
        return request(path).GET();
    }

    private static HttpRequest.Builder login(HttpRequest.Builder request) {
        return login(request, "admin", PASSWORD);
    }

    private static HttpRequest.Builder login(HttpRequest.Builder request, String user, String password) {
        byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("localhost", port);
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Echoes a contact id, as a controller of the API receives it. */
    @TestComponent
    @RestController
    static class Echo {

        @GetMapping(path = "/api/contacts/{contactId}/echo", produces = "text/plain;charset=UTF-8")
        String echo(@PathVariable("contactId") String contactId) {
            return contactId;
        }

        @PostMapping(path = "/api/contacts/{contactId}/echo")
        void change() {}
    }
}
