package io.botstatus.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.PluginTest;
import io.botstatus.status.hold.Holds;
import io.botstatus.status.hold.Pause;
import io.botstatus.status.hold.Reactivation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@PluginTest
class EventFeedTest {

    @Autowired
    EventFeed feed;

    @Autowired
    Holds holds;

    @Autowired
    BotEvents history;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    JdbcClient sql;

    private EventFeed.Place place = new EventFeed.Place("");

    @BeforeEach
    void begin() {
        place = feed.now();
    }

    @Test
    void tellsWhatWasCommittedSinceTheLastLookAndTellsItOnce() {
        ContactId contact = contact();
        change(contact);
        change(contact);

        assertThat(look()).hasSize(2).isEqualTo(idsOf(contact));
        assertThat(look()).isEmpty();

        change(contact);
        assertThat(look()).hasSize(1);
    }

    @Test
    void tellsLateWhatWasWrittenEarlyAndCommittedLate() {
        ContactId slow = contact();
        ContactId quick = contact();
        List<Long> told = new ArrayList<>();

        transaction().executeWithoutResult(status -> {
            write(slow);
            // Another connection: this thread's own transaction is still open.
            CompletableFuture.runAsync(() -> {
                        change(quick);
                        told.addAll(look());
                        told.addAll(look());
                    })
                    .join();
        });

        assertThat(told).isEqualTo(idsOf(quick));
        assertThat(idsOf(slow).get(0)).isLessThan(idsOf(quick).get(0));
        assertThat(look()).isEqualTo(idsOf(slow));
    }

    @Test
    void neverTellsWhatWasRolledBack() {
        ContactId contact = contact();
        transaction().executeWithoutResult(status -> {
            write(contact);
            status.setRollbackOnly();
        });

        assertThat(look()).isEmpty();
    }

    /** As after a restore on another server, whose count of transactions is lower and reaches the old numbers some day. */
    @Test
    void neverTellsAgainWhatAnotherServerHasWritten() {
        ContactId contact = contact();
        for (int i = 0; i < 5; i++) {
            change(contact);
        }
        sql.sql("""
                        update bot_event
                           set xid = ((pg_snapshot_xmax(pg_current_snapshot())::text::bigint + 3 + id - min)::text)::xid8
                          from (select min(id) as min from bot_event where contact_id = :contact) own
                         where contact_id = :contact""").param("contact", contact.value()).update();

        new RestoredEvents(sql).settle();
        begin();
        List<Long> told = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            change(contact);
            told.addAll(look());
        }

        assertThat(told).hasSize(20).isEqualTo(idsOf(contact).subList(5, 25));
    }

    @Test
    void tellsWhatThisServerHasWrittenHoweverOftenItIsLookedFor() {
        ContactId contact = contact();
        change(contact);

        new RestoredEvents(sql).settle();

        assertThat(look()).isEqualTo(idsOf(contact));
    }

    @Test
    void tellsEveryChangeOfManyWritersOnceAndThoseOfAContactInTheirOrder() {
        List<ContactId> contacts =
                IntStream.range(0, 10).mapToObj(i -> contact()).toList();
        ExecutorService writers = Executors.newFixedThreadPool(8);
        CompletableFuture<?> writing = CompletableFuture.allOf(IntStream.range(0, 400)
                .mapToObj(i -> CompletableFuture.runAsync(() -> change(contacts.get(i % contacts.size())), writers))
                .toArray(CompletableFuture[]::new));

        Map<ContactId, List<Long>> told = new HashMap<>();
        boolean last;
        do {
            last = writing.isDone();
            EventFeed.Look look = feed.after(place);
            place = look.next();
            look.events().forEach(event -> told.computeIfAbsent(event.contact(), c -> new ArrayList<>())
                    .add(event.id()));
        } while (!last);
        writing.join();
        writers.shutdown();

        contacts.forEach(contact -> assertThat(told.get(contact)).hasSize(40).isEqualTo(idsOf(contact)));
    }

    private List<Long> look() {
        EventFeed.Look look = feed.after(place);
        place = look.next();
        return look.events().stream().map(BotEvent::id).toList();
    }

    private List<Long> idsOf(ContactId contact) {
        return history.after(contact, 0, 1000).stream().map(BotEvent::id).toList();
    }

    private void change(ContactId contact) {
        transaction().executeWithoutResult(status -> write(contact));
    }

    private void write(ContactId contact) {
        holds.place(
                contact,
                Pause.requested(
                        Cause.MANUAL_CHANGE,
                        BotStatus.INACTIVE,
                        Instant.parse("2030-01-31T09:00:00Z"),
                        new Reactivation.Never(),
                        null,
                        null),
                null,
                new Origin("no instance", null, null),
                until -> "no instance " + UUID.randomUUID());
    }

    private TransactionTemplate transaction() {
        return new TransactionTemplate(transactions);
    }

    private static ContactId contact() {
        return new ContactId("feed " + UUID.randomUUID());
    }
}
