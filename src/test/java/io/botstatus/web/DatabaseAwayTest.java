package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.botstatus.Contradictions;
import io.botstatus.LongRunning;
import io.botstatus.TcpProxy;
import io.botstatus.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;

/** The answers while the database is away, hangs, is full or has no connection left, and the recovery afterwards. */
@ServerTest
@ContextConfiguration(initializers = DatabaseAwayTest.BehindAProxy.class)
@TestPropertySource(
        properties = {
            "spring.datasource.hikari.maximum-pool-size=4",
            "spring.datasource.hikari.data-source-properties.socketTimeout=5", // a third of the server's own
            "logging.level.org.camunda.bpm.engine=off",
            "logging.level.com.zaxxer.hikari=off"
        })
@DirtiesContext // the next test's database has no proxy before it
class DatabaseAwayTest {

    private static final Duration BACK = Duration.ofSeconds(15);
    private static final String PAUSE = "{\"status\": \"snoozed\", \"reactivateAfter\": \"PT1H\"}";

    /** One for the class, since there is one context. */
    static final TcpProxy LINE = new TcpProxy(TestDatabase.port());

    static final String PAST_THE_LINE = TestDatabase.newDatabase();

    @Autowired
    Server server;

    @Autowired
    DataSource pool;

    @Autowired
    JdbcClient sql;

    private TestContact contact;
    private String key = "";

    @BeforeEach
    void aContactAndAKey() {
        contact = server.newContact();
        key = Answer.json(server.post("/api/api-keys", """
                        {"name": "%s", "roles": ["bot"]}""".formatted(contact.id()))
                        .text())
                .path("key")
                .asText();
        contact.set(PAUSE).ok();
    }

    @AfterEach
    void isBack() {
        LINE.restore();
        await().atMost(BACK)
                .until(() -> server.get("/actuator/health/readiness").code() == 200);
        assertThat(contact.status().code()).isEqualTo(200);
        assertThat(Contradictions.in(sql)).isEmpty();
    }

    @LongRunning
    @Test
    void whileItIsAwayEveryCallIsToldToAskAgain() {
        LINE.cut();

        everyCallIsToldToAskAgain(Duration.ofSeconds(9));
        assertThat(server.get("/actuator/health/liveness").code()).isEqualTo(200);
        assertThat(server.get("/actuator/health/readiness").code()).isEqualTo(503);
        Answer health = server.get("/actuator/health");
        assertThat(health.code()).isEqualTo(503);
        assertThat(Answer.json(health.text()).path("status").asText()).isEqualTo("DOWN");
    }

    @LongRunning
    @Test
    void whileItSaysNothingAtAllEveryCallIsToldToAskAgain() {
        LINE.silence();

        everyCallIsToldToAskAgain(Duration.ofSeconds(15));
        assertThat(server.get("/actuator/health/liveness").code()).isEqualTo(200);
        assertThat(server.get("/actuator/health/readiness").code()).isEqualTo(503);
    }

    @LongRunning
    @Test
    void whileItIsSlowCallsAreSlow() {
        LINE.slowDown(Duration.ofMillis(50));

        contact.set(PAUSE).ok();
        assertThat(contact.ask("r-1").ok().path("granted").asBoolean()).isFalse();
    }

    @Test
    void aBreakThatIsOverAtOnceCostsOneAnswerAtMost() {
        LINE.forgetConnections();

        contact.status(); // may have met the broken line
        await().atMost(BACK).until(() -> contact.status().code() == 200);
    }

    @Test
    void withoutAConnectionLeftCallsAreToldToAskAgain() throws SQLException {
        List<Connection> taken = new ArrayList<>();
        try {
            for (int n = 0; n < 4; n++) {
                taken.add(pool.getConnection());
            }
            everyCallIsToldToAskAgain(Duration.ofSeconds(9));
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }
    }

    /** A full disk, no memory, being shut down, an error of the disk, a standby that takes no changes. */
    @ParameterizedTest
    @ValueSource(strings = {"53100", "53200", "57P01", "58030", "25006", "40001"})
    void aChangeThatItRefusesForNowIsToldToTryAgainAndHasNoEffect(String state) {
        Trouble trouble = new Trouble(sql, state);
        try (trouble) {
            JsonNode before = contact.status().ok();

            toldToAskAgain(contact.set("{\"status\": \"inactive\"}"));
            toldToAskAgain(contact.report("m-1", "human"));
            toldToAskAgain(server.newContact().report("m-1", "human"));
            assertThat(contact.correlate("bot.statusRequested", "{\"status\": \"inactive\"}")
                            .code())
                    .isEqualTo(503);

            assertThat(contact.status().ok()).isEqualTo(before);
        }
        contact.report("m-1", "human").ok();
    }

    @Test
    void aMistakeOfOursIsNoMatterOfTheDatabase() {
        Trouble trouble = new Trouble(sql, "42703");
        try (trouble) {
            assertThat(contact.set("{\"status\": \"inactive\"}").code()).isEqualTo(500);
        }
    }

    @LongRunning
    @Test
    void whatWasAcknowledgedIsThereHoweverOftenTheLineBreaks() throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        ConcurrentLinkedQueue<TestContact> acknowledged = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<Answer> others = new ConcurrentLinkedQueue<>();
        List<Thread> callers = IntStream.range(0, 4)
                .mapToObj(n -> new Thread(() -> {
                    while (!over.get()) {
                        TestContact one = server.newContact();
                        Answer answer = one.report("m-1", "human");
                        if (answer.code() == 200) {
                            acknowledged.add(one);
                        } else {
                            others.add(answer);
                        }
                    }
                }))
                .toList();
        callers.forEach(Thread::start);
        for (int n = 0; n < 10; n++) {
            Thread.sleep(700); // a load of real callers in real time
            LINE.forgetConnections();
        }
        over.set(true);
        for (Thread caller : callers) {
            caller.join();
        }
        // The pool may still have connections of before the last break.
        await().atMost(BACK).until(() -> IntStream.range(0, 20)
                .allMatch(n -> contact.status().code() == 200));

        assertThat(others)
                .allSatisfy(
                        answer -> assertThat(answer.code()).as(answer.text()).isEqualTo(503));
        assertThat(acknowledged).hasSizeGreaterThan(20).allSatisfy(one -> {
            assertThat(one.status("status")).isEqualTo("snoozed");
            assertThat(one.events()).containsExactly("placed manual_message active snoozed");
            assertThat(one.report("m-1", "human").ok().path("duplicate").asBoolean())
                    .isTrue();
        });
    }

    private void everyCallIsToldToAskAgain(Duration longest) {
        List<Answer> answers = Server.atOnce(10, n -> timed(longest, n));

        answers.subList(0, 8).forEach(DatabaseAwayTest::toldToAskAgain);
        answers.subList(8, 10)
                .forEach(answer -> assertThat(answer.code()).as(answer.text()).isEqualTo(503));
    }

    private Answer timed(Duration longest, int n) {
        long began = System.nanoTime();
        Answer answer = call(n);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(longest);
        return answer;
    }

    private Answer call(int n) {
        return switch (n) {
            case 0 -> contact.status();
            case 1 -> contact.set("{\"status\": \"inactive\"}");
            case 2 -> contact.report("m-1", "contact");
            case 3 -> contact.ask("r-1");
            case 4 -> server.put("/api/settings", """
                    {"mode": "auto_pilot", "messageLimit": 75, "messageLimitWindow": "PT24H"}""");
            case 5 -> server.post("/api/repairs", "{\"dryRun\": false}");
            case 6 -> contact.forget();
            case 7 -> server.get("/api/contacts/" + contact.id() + "/bot-status", "Authorization", "Bearer " + key);
            case 8 -> server.get("/engine-rest/process-instance/count");
            default -> contact.correlate("bot.statusRequested", "{\"status\": \"inactive\"}");
        };
    }

    private static void toldToAskAgain(Answer answer) {
        assertThat(answer.problem(503)).contains("ask again", "must not send");
        assertThat(answer.retryAfter()).isEqualTo("2");
    }

    /** Every hold that is placed fails in this way, until this is closed. */
    private record Trouble(JdbcClient sql, String state) implements AutoCloseable {

        Trouble {
            sql.sql("""
                    create function trouble() returns trigger language plpgsql as
                    $$ begin raise exception 'trouble' using errcode = '%s'; end $$""".formatted(state)).update();
            sql.sql(
                            "create trigger trouble before insert or update on bot_hold for each row execute function trouble()")
                    .update();
        }

        @Override
        public void close() {
            sql.sql("drop trigger trouble on bot_hold").update();
            sql.sql("drop function trouble").update();
        }
    }

    static final class BehindAProxy implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of(
                            "spring.datasource.url="
                                    + PAST_THE_LINE.replace(":" + TestDatabase.port() + "/", ":" + LINE.port() + "/"),
                            "spring.datasource.username=postgres")
                    .applyTo(context);
        }
    }
}
