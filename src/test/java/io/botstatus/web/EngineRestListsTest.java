package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lists of Camunda's REST API, and of the APIs behind its web apps, which no caller has to give a size. */
@ServerTest
class EngineRestListsTest {

    private static final String GROUPS = "/engine-rest/group?type=many";

    @Autowired
    private Server server;

    @BeforeAll
    static void haveMoreThanTheLimit(@Autowired JdbcClient sql) {
        sql.sql("""
                insert into act_id_group (id_, rev_, name_, type_)
                select 'many-' || n, 1, 'many', 'many' from generate_series(1, 2001) n""").update();
    }

    @AfterAll
    static void tidy(@Autowired JdbcClient sql) {
        sql.sql("delete from act_id_group where type_ = 'many'").update();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                GROUPS,
                GROUPS + "&maxResults=",
                GROUPS + "&maxResults=2000",
                "/camunda/api/engine/engine/default/group?type=many"
            })
    void haveAtMostTheLimit(String path) {
        assertThat(server.get(path).list()).hasSize(2000);
    }

    @Test
    void goOnBehindTheFirstRows() {
        assertThat(server.get(GROUPS + "&firstResult=1999").list()).hasSize(2);
        assertThat(server.get(GROUPS + "&maxResults=3").list()).hasSize(3);
    }

    @Test
    void areCountedWithoutALimit() {
        assertThat(server.get("/engine-rest/group/count?type=many")
                        .ok()
                        .path("count")
                        .asInt())
                .isEqualTo(2001);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/engine-rest/group",
                "/engine-rest/history/activity-instance",
                "/camunda/api/engine/engine/default/task",
                "/camunda/api/cockpit/plugin/base/default/incident"
            })
    void refuseMoreThanTheLimitAndSayWhatIsAllowed(String path) {
        for (int asked : List.of(2001, Integer.MAX_VALUE)) {
            Answer answer = server.get(path + "?maxResults=" + asked);

            assertThat(answer.code()).isEqualTo(400);
            assertThat(Answer.json(answer.text()).path("message").asText())
                    .isEqualTo("maxResults is '" + asked + "'. Allowed: at most 2000.");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/camunda/api/engine/engine/default/process-instance",
                "/camunda/api/engine/engine/default/history/activity-instance",
                "/camunda/api/cockpit/plugin/base/default/incident",
                "/camunda/api/cockpit/plugin/base/default/process-instance",
                "/camunda/api/cockpit/plugin/base/default/process-definition/statistics"
            })
    void ofTheWebAppsAnswerWithoutASize(String path) {
        assertThat(server.get(path).code()).isEqualTo(200);
    }

    @Test
    void allAnswerWithoutASize() throws IOException {
        List<String> lists = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document().path("paths").properties()) {
            for (Map.Entry<String, JsonNode> call : path.getValue().properties()) {
                if (takesASize(call.getValue())) {
                    String list = call.getKey().toUpperCase(Locale.ROOT) + " /engine-rest"
                            + path.getKey().replaceAll("\\{[^}]*}", "nobody-has-it");
                    lists.add(list);
                    Answer answer = send(list);
                    if (answer.code() != 200 && !path.getKey().contains("{")) {
                        refused.add(list + " answered " + answer.code() + " " + answer.text());
                    }
                    assertThat(answer.text()).doesNotContain("unbound");
                }
            }
        }
        assertThat(refused).isEmpty();
        assertThat(lists).hasSizeGreaterThan(50);
    }

    private Answer send(String list) {
        String path = list.substring(list.indexOf(' ') + 1);
        return list.startsWith("GET ") ? server.get(path) : server.post(path, "{}");
    }

    private static boolean takesASize(JsonNode call) {
        return call.path("parameters")
                .valueStream()
                .anyMatch(one -> one.path("name").asText().equals("maxResults"));
    }

    /** Camunda's own description of its REST API. */
    private static JsonNode document() throws IOException {
        try (InputStream document = EngineRestListsTest.class.getResourceAsStream("/openapi.json")) {
            return Answer.json(new String(document.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
