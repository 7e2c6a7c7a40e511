package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** A database that does not answer for a while counts as gone, unless it works on very many contacts. */
@ServerTest
@TestPropertySource(properties = "spring.datasource.hikari.data-source-properties.socketTimeout=1")
@DirtiesContext // no other test needs such a short timeout
class SlowDatabaseTest {

    @Autowired
    Server server;

    @Autowired
    JdbcClient sql;

    @BeforeEach
    void everyHoldTakesLonger() {
        sql.sql(
                        "create function slow() returns trigger language plpgsql as $$ begin perform pg_sleep(2); return null; end $$")
                .update();
        sql.sql("create trigger slow after insert on bot_hold for each statement execute function slow()")
                .update();
    }

    @AfterEach
    void noMore() {
        sql.sql("drop trigger slow on bot_hold").update();
        sql.sql("drop function slow").update();
    }

    @Test
    void aChangeOfManyMayTakeLongerThanOneOfOne() {
        TestContact one = server.newContact();
        TestContact other = server.newContact();

        assertThat(one.set("{\"status\": \"inactive\"}").code()).isEqualTo(503);
        Answer change = server.post("/api/bot-status-changes", """
                {"contactIds": ["%s", "%s"], "status": "inactive"}""".formatted(one.id(), other.id()));

        assertThat(change.code()).as(change.text()).isEqualTo(202);
        assertThat(other.status("status")).isEqualTo("inactive");
    }
}
