package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The OpenAPI document. */
@ServerTest
class ApiDocumentTest {

    @Autowired
    Server server;

    @Test
    void theDocumentListsEveryCall() {
        JsonNode paths = server.get("/v3/api-docs").ok().path("paths");

        List<String> calls = new ArrayList<>();
        paths.properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> calls.add(method + " " + path.getKey())));
        assertThat(calls)
                .contains(
                        "get /api/contacts/{contactId}/bot-status",
                        "put /api/contacts/{contactId}/bot-status",
                        "get /api/contacts/{contactId}/bot-status/history",
                        "post /api/contacts/{contactId}/messages",
                        "post /api/contacts/{contactId}/replies",
                        "get /api/contacts",
                        "delete /api/contacts/{contactId}",
                        "get /api/settings",
                        "put /api/settings",
                        "post /api/repairs",
                        "delete /api/settings/models/{key}");
    }
}
