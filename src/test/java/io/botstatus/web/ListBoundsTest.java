package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Each list that a caller can make grow has a limit, with a refusal that names it; docs/security.md has all of them. */
@ServerTest
class ListBoundsTest {

    @RegisterExtension
    final TestClock time = new TestClock();

    @Autowired
    private Server server;

    @Autowired
    private DataSource database;

    @Test
    void aContactHasTwentyOwnCausesAndAPersonsChangeReplacesThemAll() {
        TestContact contact = server.newContact();
        for (int i = 0; i < 20; i++) {
            contact.correlate("bot.statusRequested", request("a".repeat(38) + String.format("%02d", i)))
                    .ok();
        }

        Answer refused = contact.correlate("bot.statusRequested", request("one_more"));

        assertThat(refused.code()).isEqualTo(400);
        assertThat(refused.text()).contains("cause is 'one_more'. Allowed: at most 20 causes of your own");
        assertThat(contact.holds()).hasSize(20);
        contact.set("{\"status\": \"snoozed\", \"reactivateAfter\": \"PT1H\"}").ok();
        assertThat(contact.holds()).hasSize(1);
        assertThat(contact.pauses()).hasSize(1);
    }

    @Test
    void aRepairIsAskedForEachKindOnce() {
        String kinds = String.join(",", Collections.nCopies(200, "\"stale_row\""));

        assertThat(server.post("/api/repairs", "{\"kinds\": [" + kinds + "]}").problem(400))
                .startsWith("kinds is '200 kinds'. Allowed: each kind once, so at most ");
    }

    @Test
    void aKeyHasEachRoleOnce() {
        String roles = String.join(",", Collections.nCopies(11, "\"bot\""));

        assertThat(server.post("/api/api-keys", "{\"name\": \"too-much\", \"roles\": [" + roles + "]}")
                        .problem(400))
                .isEqualTo("roles is '11 roles'. Allowed: each role once, so at most 10.");
    }

    @Test
    void aThousandKeysAreEnough() {
        JdbcClient sql = JdbcClient.create(database);
        sql.sql("""
                        insert into bot_api_key (id, name, roles, hash, created_at)
                        select 'many-' || i, 'many-' || i, array['bot'], sha256(cast(i as text)::bytea), now()
                          from generate_series(1, 1000) i""").update();
        try {
            assertThat(server.post("/api/api-keys", "{\"name\": \"one-more\", \"roles\": [\"bot\"]}")
                            .problem(400))
                    .startsWith("name is 'one-more'. Allowed: at most 1000 keys that are not revoked");
        } finally {
            sql.sql("delete from bot_api_key where id like 'many-%'").update();
        }
    }

    @Test
    void oneContactHasSoManyOpenStreams() {
        TestContact contact = server.newContact();
        List<EventStream> open = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                open.add(contact.events(null));
            }

            assertThat(server.get(contact.path() + "/bot-status/events").problem(429))
                    .isEqualTo(
                            "There are too many open streams. Allowed: 200 for one contact and 5000 in all, on each node.");
            EventStream other = server.newContact().events(null);
            open.add(other);
        } finally {
            open.forEach(EventStream::close);
        }
    }

    private static String request(String cause) {
        return "{\"status\": \"inactive\", \"cause\": \"%s\"}".formatted(cause);
    }
}
