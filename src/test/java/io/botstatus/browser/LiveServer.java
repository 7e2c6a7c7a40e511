package io.botstatus.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import io.botstatus.TestDatabase;
import io.botstatus.server.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** The runnable jar as a process, seen from outside: by browsers, and by the programs beside them. */
final class LiveServer implements AutoCloseable {

    static final String PASSWORD = "a-password-for-tests";
    /** A user in the role of an agent, with the same password. */
    static final String AGENT = "berta";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final ServerProcess process;
    private final Map<String, String> environment;
    private final String loggedIn;

    private LiveServer(ServerProcess process, Map<String, String> environment) {
        this.process = process;
        this.environment = environment;
        this.loggedIn = logIn();
    }

    /** One for all tests that neither stop it nor change its settings for long. */
    static LiveServer shared() {
        return Shared.SERVER;
    }

    private static final class Shared {
        static final LiveServer SERVER = start(TestDatabase.newDatabase());

        static {
            // At once: its database goes down at the same time.
            Runtime.getRuntime().addShutdownHook(new Thread(SERVER::kill));
        }
    }

    /** A node on this database. */
    static LiveServer start(String database) {
        return start(Map.of(
                "SPRING_DATASOURCE_URL",
                database,
                "SPRING_DATASOURCE_USERNAME",
                "postgres",
                "SPRING_DATASOURCE_PASSWORD",
                "",
                "BOTSTATUS_ADMIN_PASSWORD",
                PASSWORD,
                "BOTSTATUS_SECURITY_USERS_" + AGENT.toUpperCase(Locale.ROOT) + "_PASSWORD",
                "{bcrypt}" + new BCryptPasswordEncoder(4).encode(PASSWORD),
                "BOTSTATUS_SECURITY_USERS_" + AGENT.toUpperCase(Locale.ROOT) + "_ROLES",
                "agent",
                "BOTSTATUS_PANEL_ALLOWED_ORIGINS",
                OtherSite.ORIGIN));
    }

    private static LiveServer start(Map<String, String> environment) {
        try {
            return new LiveServer(
                    ServerProcess.start(Files.createTempDirectory("server"), environment)
                            .awaitReady(),
                    environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts the server again at the same address. */
    LiveServer startAgain() {
        Map<String, String> there = new HashMap<>(environment);
        there.put("SERVER_PORT", Integer.toString(process.port()));
        return start(there);
    }

    String url() {
        return "http://localhost:" + process.port();
    }

    void kill() {
        try {
            process.kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The state of a logged-in browser, without animations, so that measurements are stable. */
    NewContextOptions session() {
        return session(loggedIn);
    }

    /** The state of a browser with a login of its own, which a logout can end: it ends all browsers that share one. */
    NewContextOptions sessionOfItsOwn() {
        return session(logIn());
    }

    private NewContextOptions session(String login) {
        return new NewContextOptions().setBaseURL(url()).setStorageState(login).setReducedMotion(ReducedMotion.REDUCE);
    }

    private String logIn() {
        try (BrowserContext context = Chromium.browser().newContext(new NewContextOptions().setBaseURL(url()))) {
            Page page = context.newPage();
            page.navigate("/login");
            page.getByLabel("Password").fill(PASSWORD);
            page.locator("button[type=submit]").click();
            page.waitForURL(url() + "/**");
            page.locator(".people").waitFor();
            return context.storageState();
        }
    }

    JsonNode get(String path) {
        return call("GET", path, "");
    }

    JsonNode post(String path, String body) {
        return call("POST", path, body);
    }

    JsonNode put(String path, String body) {
        return call("PUT", path, body);
    }

    void delete(String path) {
        call("DELETE", path, "");
    }

    /** A person writes to the contact by hand, as the chat platform reports it by Camunda's REST API. */
    void manualMessage(String contact, String person) {
        post("/engine-rest/message", """
                {"messageName": "bot.manualMessageSent", "businessKey": "%s", "processVariables": {"sentBy": {"value": "%s"}}}""".formatted(contact, person));
    }

    /** Another caller than the browser sets the status. */
    void set(String contact, String body) {
        put("/api/contacts/" + encode(contact) + "/bot-status", body);
    }

    /** A workflow does. */
    void workflow(String contact, String variables) {
        post("/engine-rest/message", """
                {"messageName": "bot.statusRequested", "businessKey": "%s", "processVariables": {%s}}""".formatted(contact, variables));
    }

    JsonNode status(String contact) {
        return get("/api/contacts/" + encode(contact) + "/bot-status");
    }

    void mode(String mode) {
        put("/api/settings", """
                {"mode": "%s", "messageLimit": 75, "messageLimitWindow": "PT24H"}""".formatted(mode));
    }

    String token(String contact, String role, String expiresAfter) {
        return post("/api/panel-tokens", """
                        {"contactId": "%s", "role": "%s", "person": "Anna Schmidt", "expiresAfter": "%s"}""".formatted(contact, role, expiresAfter))
                .path("token")
                .asText();
    }

    private JsonNode call(String method, String path, String body) {
        String login = Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(url() + path))
                            .header("Authorization", "Basic " + login)
                            .header("Content-Type", "application/json")
                            .method(method, BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode())
                    .as(method + " " + path + ": " + answer.body())
                    .isBetween(200, 299);
            return JSON.readTree(answer.body().isEmpty() ? "null" : answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        process.close();
    }
}
