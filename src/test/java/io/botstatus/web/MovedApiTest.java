package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** The server below a path, with its API at another path: the guard, the document and the login follow. */
@ServerTest
@TestPropertySource(properties = {"botstatus.web.path=/bot/v1", "server.servlet.context-path=/desk"})
class MovedApiTest {

    @Autowired
    Server server;

    @Test
    void answersThereAndNoLongerWhereItWas() {
        assertThat(server.get("/bot/v1/contacts/a%2Fb/bot-status")
                        .ok()
                        .path("contactId")
                        .asText())
                .isEqualTo("a/b");
        assertThat(server.get("/bot/v1/contacts").ok().has("contacts")).isTrue();
        assertThat(server.get("/bot/v1/settings").ok().path("mode").asText()).isEqualTo("auto_pilot");
        assertThat(server.get("/api/settings").code()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bot/v1/contacts/a;b/bot-status", "/b%6ft/v1/contacts/a;b/bot-status"})
    void refusesAPlainSemicolonThere(String path) {
        assertThat(server.get(path).problem(400)).contains("Write it as %3B");
    }

    @Test
    void saysThereToThatTheContactIdIsEmpty() {
        assertThat(server.get("/bot/v1/contacts/").problem(400)).startsWith("contactId ");
    }

    @Test
    void isDescribedThere() {
        assertThat(server.get("/v3/api-docs").ok().path("paths").fieldNames())
                .toIterable()
                .contains("/bot/v1/settings", "/bot/v1/contacts/{contactId}/bot-status")
                .allMatch(path -> path.startsWith("/bot/v1/") || path.startsWith("/webhooks/"));
    }

    @Test
    void asksForALoginThere() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.address("/bot/v1/settings")))
                .build();

        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(401);
    }
}
