package io.botstatus.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.TestDatabase;
import java.io.IOException;
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
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** How people and their browsers get in: a login page, a session, and tokens against other sites' pages. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "botstatus.panel.allowed-origins=https://inbox.example.com",
            "management.server.port=0",
            "camunda.bpm.job-execution.enabled=false",
            "spring.main.register-shutdown-hook=false"
        })
@AutoConfigureObservability(tracing = false) // tests would switch the metrics off
@DirtiesContext
class LoginTest {

    private static final String PASSWORD = "open sesame";
    private static final String HTML = "text/html,application/xhtml+xml";

    @TempDir
    private static Path data = Path.of("");

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @LocalServerPort
    private int port;

    @LocalManagementPort
    private int managementPort;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry properties) {
        properties.add("botstatus.data-dir", () -> data);
        properties.add("botstatus.admin-password", () -> PASSWORD);
        properties.add("spring.datasource.url", TestDatabase::newDatabase);
        properties.add("spring.datasource.username", () -> "postgres");
    }

    @Test
    void sendsABrowserToTheLoginPageAndThenWhereItWantedToGo() throws Exception {
        HttpResponse<String> asked = send(request("/contacts").header("Accept", HTML));
        assertThat(asked.statusCode()).isEqualTo(302);
        assertThat(location(asked)).endsWith("/login?to=%2Fcontacts");

        HttpResponse<String> page = send(request("/login").header("Accept", HTML));
        assertThat(page.body()).contains("<title>Log in");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'self'");

        HttpResponse<String> in = logIn(PASSWORD, "/contacts");
        assertThat(in.statusCode()).isEqualTo(302);
        assertThat(location(in)).endsWith("/contacts");
        assertThat(send(request("/contacts").header("Accept", HTML)).body()).contains("Paused contacts");
        assertThat(send(request("/api/settings")).statusCode()).isEqualTo(200);
    }

    @Test
    void keepsOutWhoDoesNotKnowThePassword() throws Exception {
        assertThat(location(logIn("wrong"))).endsWith("/login?wrong");
        assertThat(send(request("/api/settings")).statusCode()).isEqualTo(401);
    }

    @Test
    void takesNoLoginWithoutTheTokenOfItsPage() throws Exception {
        HttpResponse<String> answer = send(form("/login", Map.of("username", "admin", "password", PASSWORD)));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(send(request("/api/settings")).statusCode()).isEqualTo(401);
    }

    @Test
    void takesChangesOfASessionOnlyWithTheToken() throws Exception {
        logIn(PASSWORD);
        send(request("/").header("Accept", HTML));
        HttpRequest.Builder change = request("/api/contacts/c-1/bot-status")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"status\": \"inactive\"}"));

        HttpResponse<String> refused = send(change.copy());
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("X-XSRF-TOKEN");
        assertThat(send(change.copy().header("Authorization", "Nonsense")).statusCode())
                .as("what looks like a login and is none")
                .isEqualTo(403);
        assertThat(send(change.copy().header("X-XSRF-TOKEN", cookie("BOT-XSRF-TOKEN")))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void keepsWhatLogsInToItsOwnPages() throws Exception {
        HttpResponse<String> answer = logIn(PASSWORD);

        assertThat(answer.headers().allValues("Set-Cookie"))
                .filteredOn(cookie -> !cookie.contains("Max-Age=0"))
                .isNotEmpty()
                .allSatisfy(cookie -> assertThat(cookie).contains("SameSite=Lax"))
                .anySatisfy(cookie -> assertThat(cookie).startsWith("BOT-LOGIN="));
    }

    @Test
    void changesTheSessionAtTheLoginAndEndsItAtTheLogout() throws Exception {
        send(request("/contacts").header("Accept", HTML));
        assertThat(cookie("JSESSIONID")).as("before the login").isEqualTo("none");
        logIn(PASSWORD);
        String first = cookie("JSESSIONID");
        assertThat(first).isNotEqualTo("none");
        logIn(PASSWORD);
        assertThat(cookie("JSESSIONID")).as("after another login").isNotEqualTo(first);
        send(request("/").header("Accept", HTML));

        HttpResponse<String> out = send(form("/logout", Map.of("_csrf", cookie("BOT-XSRF-TOKEN"))));

        assertThat(location(out)).endsWith("/login?out");
        assertThat(send(request("/api/settings")).statusCode()).isEqualTo(401);
    }

    /** As after a restart, or on another node: the session is gone, and the cookie is not. */
    @Test
    void knowsABrowserAgainThatHasLostItsSession() throws Exception {
        logIn(PASSWORD);
        HttpCookie remembered = cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("BOT-LOGIN"))
                .findFirst()
                .orElseThrow();
        assertThat(remembered.isHttpOnly()).isTrue();
        cookies.getCookieStore().removeAll();
        cookies.getCookieStore().add(URI.create("http://localhost:" + port), remembered);

        assertThat(send(request("/api/settings")).statusCode()).isEqualTo(200);
    }

    /** A copy of the cookie is worthless afterwards, and so is a session that the copy has opened. */
    @Test
    void endsTheRememberedLoginAtTheLogoutAndEveryCopyOfIt() throws Exception {
        logIn(PASSWORD);
        String elsewhere = cookie("BOT-LOGIN");
        cookies.getCookieStore().removeAll();
        logIn(PASSWORD);
        String copy = cookie("BOT-LOGIN");
        HttpClient thief = HttpClient.newBuilder()
                .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                .build();
        assertThat(settings(thief, copy)).isEqualTo(200);
        assertThat(settings(thief, null)).as("a session of the copy").isEqualTo(200);

        send(request("/").header("Accept", HTML));
        send(form("/logout", Map.of("_csrf", cookie("BOT-XSRF-TOKEN"))));

        assertThat(settings(HttpClient.newHttpClient(), copy)).isEqualTo(401);
        assertThat(settings(thief, null)).as("the session of the copy").isEqualTo(401);
        assertThat(settings(HttpClient.newHttpClient(), elsewhere))
                .as("another browser's login")
                .isEqualTo(200);
    }

    private int settings(HttpClient client, @Nullable String remembered) throws IOException, InterruptedException {
        HttpRequest.Builder request = request("/api/settings");
        if (remembered != null) {
            request.header("Cookie", "BOT-LOGIN=" + remembered);
        }
        return client.send(request.build(), BodyHandlers.ofString()).statusCode();
    }

    @Test
    void logsASessionInToTheWebApps() throws Exception {
        logIn(PASSWORD);
        send(request("/camunda/app/cockpit/default/").header("Accept", HTML));

        assertThat(send(request("/camunda/api/admin/auth/user/default")).body()).contains("\"userId\":\"admin\"");
    }

    @Test
    void asksTheCodeOfAPageForTheSessionAndNotByTheBrowsersOwnDialog() throws Exception {
        HttpResponse<String> answer = send(request("/api/settings").header("Sec-Fetch-Mode", "cors"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("Session "));
    }

    @Test
    void letsPagesOfAllowedSitesUseThePanelAndNoOthers() throws Exception {
        HttpRequest.Builder preflight = request("/api/contacts/c-1/bot-status")
                .header("Access-Control-Request-Method", "PUT")
                .header("Access-Control-Request-Headers", "authorization,content-type,if-match")
                .method("OPTIONS", BodyPublishers.noBody());

        HttpResponse<String> allowed = send(preflight.copy().header("Origin", "https://inbox.example.com"));
        assertThat(allowed.statusCode()).isEqualTo(200);
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://inbox.example.com");
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
        assertThat(send(preflight.copy().header("Origin", "https://evil.example"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(request("/botstatus/contact-bot-status.js").header("Origin", "https://inbox.example.com"))
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .hasValue("https://inbox.example.com");
    }

    /** With {@code MANAGEMENT_SERVER_PORT}, both are served by threads of their own, with the same login. */
    @Test
    void aPortOfTheirOwnServesHealthAndMetricsAndNothingElse() throws Exception {
        String admin = ServerProcess.authorization(PASSWORD);
        assertThat(send(management("/actuator/health")).body())
                .isEqualTo("{\"status\":\"UP\",\"groups\":[\"liveness\",\"readiness\"]}");
        assertThat(send(management("/actuator/health/readiness")).statusCode()).isEqualTo(200);
        assertThat(send(management("/actuator/prometheus")).statusCode()).isEqualTo(401);
        assertThat(send(management("/actuator/prometheus").header("Authorization", admin))
                        .body())
                .contains("jvm_threads_live_threads");
        for (String path : List.of(
                "/",
                "/login",
                "/contacts",
                "/api/settings",
                "/engine-rest/engine",
                "/camunda/",
                "/webhooks/x",
                "/actuator/env")) {
            assertThat(send(management(path)).statusCode()).as(path).isIn(401, 404);
            assertThat(send(management(path).header("Authorization", admin)).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        HttpResponse<String> body =
                send(management("/actuator/health").method("GET", BodyPublishers.ofString("x".repeat(5_000))));
        assertThat(body.statusCode()).isEqualTo(413);
        assertThat(send(request("/login").method("GET", BodyPublishers.ofString("x".repeat(5_000))))
                        .statusCode())
                .as("on the main port")
                .isEqualTo(200);
        assertThat(send(request("/actuator/health")).statusCode())
                .as("on the main port")
                .isEqualTo(401);
    }

    private HttpRequest.Builder management(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + managementPort + path));
    }

    private HttpResponse<String> logIn(String password) throws IOException, InterruptedException {
        return logIn(password, "");
    }

    private HttpResponse<String> logIn(String password, String to) throws IOException, InterruptedException {
        send(request("/login").header("Accept", HTML));
        return send(form(
                "/login",
                Map.of(
                        "username",
                        "admin",
                        "password",
                        password,
                        "remember-me",
                        "on",
                        "to",
                        to,
                        "_csrf",
                        cookie("BOT-XSRF-TOKEN"))));
    }

    private String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("none");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private HttpRequest.Builder form(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return request(path)
                .header("Accept", HTML)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return browser.send(request.build(), BodyHandlers.ofString());
    }

    private static String location(HttpResponse<?> answer) {
        return answer.headers().firstValue("Location").orElse("nowhere");
    }
}
