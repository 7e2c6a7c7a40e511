package io.botstatus.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.web.stream.StatusStreams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** {@code GET /api/contacts/{contactId}/bot-status/events}: the messages to an open panel. */
@ServerTest
class StatusEventsTest {

    @RegisterExtension
    TestClock time = new TestClock();

    @Autowired
    Server server;

    @Autowired
    StatusStreams streams;

    @Autowired
    JdbcClient sql;

    @Autowired
    TransactionOperations transactions;

    @Test
    void tellTheStateAtOnceAndThenEveryChange() {
        TestContact contact = server.newContact();
        try (EventStream events = contact.events(null)) {
            assertThat(events.next().status()).isEqualTo("active");

            contact.report("m-1", "human");
            EventStream.Message paused = events.next();
            assertThat(paused.status()).isEqualTo("snoozed");
            assertThat(paused.data().at("/change/type").asText()).isEqualTo("placed");
            assertThat(paused.data().at("/change/cause").asText()).isEqualTo("manual_message");
            assertThat(paused.id()).isEqualTo(Long.toString(paused.change()));
            assertThat(paused.data().path("state")).isEqualTo(contact.status().ok());
            assertThat(paused.data().path("at").asText()).isEqualTo(time.now().toString());

            contact.correlate("bot.statusRequested", """
                    {"status": "active"}""").ok();
            assertThat(events.next().status()).isEqualTo("active");
        }
    }

    /** The request's own thread begins the answer, because only it may write headers. Another thread reads and sends the state. */
    @Test
    void beginTheAnswerBeforeTheStateIsRead() {
        TestContact contact = server.newContact();
        EventStream events = transactions.execute(lock -> {
            sql.sql("lock table bot_hold in access exclusive mode").update();
            CompletableFuture<EventStream> begun = CompletableFuture.supplyAsync(() -> contact.events(null));
            assertThat(begun).succeedsWithin(Duration.ofSeconds(10));
            return begun.join();
        });
        try (events) {
            assertThat(events.next().status()).isEqualTo("active");
        }
    }

    @Test
    void goOnAfterTheEventThatWasSeenLastWithoutALossOrARepeat() {
        TestContact contact = server.newContact();
        String seen;
        try (EventStream events = contact.events(null)) {
            events.next();
            contact.set("""
                    {"status": "inactive"}""").ok();
            seen = events.next().id();
        }
        for (int i = 0; i < 205; i++) { // more than a page
            contact.set("""
                    {"status": "inactive", "reason": "change %d"}""".formatted(i)).ok();
        }

        try (EventStream events = contact.events(seen)) {
            List<EventStream.Message> missed = events.next(205);
            assertThat(missed)
                    .extracting(message -> message.data().at("/change/reason").asText())
                    .isEqualTo(
                            IntStream.range(0, 205).mapToObj(i -> "change " + i).toList());
            assertThat(events.isQuiet()).isTrue();
        }
        try (EventStream events = contact.events("999999999999")) {
            assertThat(events.next().data().path("change").isNull()).isTrue();
        }
    }

    @Test
    void goOnWhereTheEventsThatWereMissedHaveGonePartlyOrWholly() {
        TestContact contact = server.newContact();
        contact.set("""
                {"status": "inactive", "reason": "seen"}""").ok();
        String seen;
        try (EventStream events = contact.events(null)) {
            seen = events.next().id();
        }
        contact.set("""
                {"status": "inactive", "reason": "has gone"}""").ok();
        sql.sql("delete from bot_event where contact_id = :contact")
                .param("contact", contact.id())
                .update();

        try (EventStream events = contact.events(seen)) {
            EventStream.Message state = events.next();
            assertThat(state.data().path("change").isNull()).isTrue();
            assertThat(state.status()).isEqualTo("inactive");

            contact.set("""
                    {"status": "active"}""").ok();
            assertThat(events.next().status()).isEqualTo("active");
        }
        try (EventStream events = contact.events(seen)) {
            assertThat(events.next().data().at("/change/type").asText()).isEqualTo("released");
        }
    }

    @Test
    void tellThatADeadlineHasPassedThoughNoTimerHasFired() {
        TestContact contact = server.newContact();
        contact.set("""
                {"status": "snoozed", "reactivateAfter": "PT5S"}""").ok();
        try (EventStream events = contact.events(null)) {
            assertThat(events.next().status()).isEqualTo("snoozed");

            time.pass(Duration.ofSeconds(5));

            EventStream.Message over = events.next();
            assertThat(over.status()).isEqualTo("active");
            assertThat(over.data().path("change").isNull()).isTrue();
        }
    }

    @Test
    void tellThatTheBotModeHasChangedAndThatAContactWasForgotten() {
        TestContact contact = server.newContact();
        contact.report("m-1", "human");
        try (EventStream events = contact.events(null)) {
            events.next();
            server.settings("suggestive", 75, "PT24H");
            assertThat(events.next().data().at("/state/mode").asText()).isEqualTo("suggestive");
            server.defaultSettings();
            assertThat(events.next().data().at("/state/mode").asText()).isEqualTo("auto_pilot");

            contact.forget();

            assertThat(events.next().status()).isEqualTo("active");
        } finally {
            server.defaultSettings();
        }
    }

    @Test
    void refuseWhatIsNoContactOrNoEvent() {
        TestContact contact = server.newContact();

        assertThat(server.get(contact.path() + "/bot-status/events", "Last-Event-ID", "first")
                        .problem(400))
                .startsWith("Last-Event-ID is 'first'.");
        assertThat(server.get("/api/contacts/" + "x".repeat(201) + "/bot-status/events", "Accept", "text/event-stream")
                        .code())
                .isEqualTo(400);
    }

    /** A node with a thousand panels polls the history as often as with one. */
    @Test
    void costOneReaderHoweverManyPanelsAreOpen() {
        int panels = 1000;
        int before = streams.size();
        long lookers = lookers(); // of other tests' servers
        List<EventStream> open = new ArrayList<>();
        List<TestContact> contacts =
                IntStream.range(0, 100).mapToObj(i -> server.newContact()).toList();
        try {
            for (int i = 0; i < panels; i++) {
                open.add(contacts.get(i % contacts.size()).events(null));
            }
            open.forEach(EventStream::next);
            assertThat(streams.size()).isEqualTo(before + panels);
            assertThat(lookers()).isLessThanOrEqualTo(lookers + 1);

            contacts.forEach(contact -> contact.report("m-1", "human"));

            assertThat(open)
                    .allSatisfy(events -> assertThat(events.next().status()).isEqualTo("snoozed"));
        } finally {
            open.forEach(EventStream::close);
        }
    }

    private static long lookers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("bot-status-looker-"))
                .count();
    }
}
