package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.botstatus.Contradictions;
import java.util.List;
import java.util.stream.StreamSupport;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An operator's steps after an edit that left disagreements: check, repair, check again. */
final class Repaired {

    private Repaired() {}

    /** Deletes a process instance in SQL, without its listeners. */
    static void deleteRowsOf(JdbcClient sql, String instance) {
        for (String table : List.of(
                "act_ru_job where process_instance_id_",
                "act_ru_event_subscr where proc_inst_id_",
                "act_ru_variable where proc_inst_id_",
                "act_ru_execution where proc_inst_id_")) {
            sql.sql("delete from " + table + " = :instance")
                    .param("instance", instance)
                    .update();
        }
    }

    /** The kinds of the present disagreements; repairs nothing. */
    static List<String> kinds(Server server) {
        return kinds(server.post("/api/repairs", "{}").ok());
    }

    static List<String> kinds(JsonNode answer) {
        return findings(answer).stream()
                .map(finding -> finding.path("kind").asText())
                .toList();
    }

    static List<JsonNode> findings(JsonNode answer) {
        return StreamSupport.stream(answer.path("findings").spliterator(), false)
                .toList();
    }

    /**
     * Checks that exactly this disagrees, and that a dry run changes nothing. Then repairs it, and checks that everything agrees.
     */
    static JsonNode mend(Server server, JdbcClient sql, String... kinds) {
        long events = events(sql);
        JsonNode dry = server.post("/api/repairs", "{\"dryRun\": true}").ok();
        assertThat(kinds(dry)).as(dry.toPrettyString()).containsExactlyInAnyOrder(kinds);
        assertThat(dry.path("dryRun").asBoolean()).isTrue();
        assertThat(findings(dry)).allSatisfy(finding -> {
            assertThat(finding.path("count").asLong()).isPositive();
            assertThat(finding.path("sample")).isNotEmpty();
            assertThat(finding.path("repair").asText()).isNotBlank();
            assertThat(finding.has("mended")).isFalse();
        });
        assertThat(kinds(server)).containsExactlyInAnyOrder(kinds);
        assertThat(events(sql)).isEqualTo(events);

        JsonNode done = server.post("/api/repairs", "{\"dryRun\": false}").ok();

        assertThat(done.path("left").asLong()).as(done.toPrettyString()).isZero();
        assertThat(findings(done)).allSatisfy(finding -> {
            assertThat(finding.path("mended").asLong())
                    .isEqualTo(finding.path("count").asLong());
            assertThat(finding.has("failed")).isFalse();
        });
        agreesAndStaysSo(server, sql);
        return done;
    }

    /** Once more, and there is nothing to do. */
    static void agreesAndStaysSo(Server server, JdbcClient sql) {
        assertThat(Contradictions.in(sql)).isEmpty();
        long events = events(sql);
        JsonNode again = server.post("/api/repairs", "{\"dryRun\": false}").ok();
        assertThat(findings(again)).as(again.toPrettyString()).isEmpty();
        assertThat(events(sql)).isEqualTo(events);
    }

    private static long events(JdbcClient sql) {
        return sql.sql("select coalesce(max(id), 0) from bot_event")
                .query(Long.class)
                .single();
    }
}
