package io.botstatus.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.botstatus.Contradictions;
import io.botstatus.LongRunning;
import io.botstatus.pause.BotPauses;
import io.botstatus.pause.StatusRequest;
import io.botstatus.pause.Trigger;
import io.botstatus.reply.ReplyPermits;
import io.botstatus.status.BotEvent;
import io.botstatus.status.BotEvents;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactStates;
import io.botstatus.status.EventFeed;
import io.botstatus.status.hold.Reactivation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A backup by {@code pg_dump} of an application that runs, restored on a new server later on. */
@LongRunning
class BackupTest {

    private static final Instant START = Instant.parse("2030-03-04T09:00:00Z");
    private static final ContactId BRIEFLY = new ContactId("paused for an hour");
    private static final ContactId LONG = new ContactId("paused for a day");
    private static final ContactId FOR_GOOD = new ContactId("paused until released");

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void needsTheProgramsOfAServer() {
        assumeTrue(MachinesPostgres.programs().isPresent(), "no pg_dump with a server of its version on this machine");
    }

    @AfterEach
    void giveTheClockBack() {
        ClockUtil.reset();
    }

    @Test
    void deadlinesThatPassedMeanwhileAreHonouredAtOnceAndWhatIsOldIsNoNews() {
        timeIs(START);
        Path backup = folder.resolve("backup");
        try (MachinesPostgres before = MachinesPostgres.start(folder.resolve("before"));
                UpgradeHost host = UpgradeHost.start(database(before))) {
            // Years of other work, by which this server's count of transactions is far ahead of a new one's.
            countOn(host.sql(), 3_000);
            fill(host);
            before.tool("pg_dump", "-Fc", "-f", backup, "bot");
            // After the backup: lost, as with any backup.
            host.get(BotPauses.class).request(LONG, set(BotStatus.ACTIVE, new Reactivation.Never()), null);
        }
        timeIs(START.plus(Duration.ofHours(2)));

        try (MachinesPostgres after = MachinesPostgres.start(folder.resolve("after"))) {
            String database = database(after);
            after.tool("pg_restore", "-d", "bot", backup);
            try (UpgradeHost host = UpgradeHost.start(database)) {
                ContactStates states = host.get(ContactStates.class);
                ReplyPermits permits = host.get(ReplyPermits.class);
                assertThat(states.of(BRIEFLY).status()).isEqualTo(BotStatus.ACTIVE);
                assertThat(permits.ask(BRIEFLY, "r-1", null).granted()).isTrue();
                assertThat(states.of(LONG).status()).isEqualTo(BotStatus.SNOOZED);
                assertThat(permits.ask(LONG, "r-1", null).granted()).isFalse();
                assertThat(states.of(FOR_GOOD).status()).isEqualTo(BotStatus.INACTIVE);
                assertThat(host.running("bot-pause")).hasSize(3);

                newsAreNews(host);
                host.work();

                assertThat(host.running("bot-pause"))
                        .as("one ended, two new ones")
                        .hasSize(4);
                assertThat(host.get(BotEvents.class).before(BRIEFLY, Long.MAX_VALUE, 1))
                        .extracting(BotEvent::type)
                        .containsExactly(BotEvent.Type.EXPIRED);
                timeIs(START.plus(Duration.ofDays(2)));
                host.work();
                host.get(BotPauses.class).request(FOR_GOOD, set(BotStatus.ACTIVE, new Reactivation.Never()), null);
                assertThat(host.running("bot-pause")).isEmpty();
                assertThat(Contradictions.in(host.sql())).isEmpty();
            }
        }
    }

    /** While the new server's count comes to the numbers of the old one's and beyond, the feed tells what happens and nothing else. */
    private static void newsAreNews(UpgradeHost host) {
        EventFeed feed = host.get(EventFeed.class);
        EventFeed.Place place = feed.now();
        List<ContactId> told = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            countOn(host.sql(), 100);
            if (i % 20 == 0) {
                host.get(BotPauses.class)
                        .request(
                                new ContactId("new " + i),
                                set(BotStatus.SNOOZED, new Reactivation.After(Duration.ofHours(1))),
                                null);
            }
            EventFeed.Look look = feed.after(place);
            place = look.next();
            look.events().forEach(event -> told.add(event.contact()));
        }
        assertThat(told).containsExactly(new ContactId("new 0"), new ContactId("new 20"));
    }

    private static void fill(UpgradeHost host) {
        BotPauses pauses = host.get(BotPauses.class);
        pauses.request(BRIEFLY, set(BotStatus.SNOOZED, new Reactivation.After(Duration.ofHours(1))), null);
        pauses.report(new Trigger(LONG, Cause.MANUAL_MESSAGE, "m-1", "sms", "anna", START, Map.of()));
        pauses.request(FOR_GOOD, set(BotStatus.INACTIVE, new Reactivation.Never()), null);
    }

    private static String database(MachinesPostgres postgres) {
        JdbcClient.create(new DriverManagerDataSource(postgres.url("postgres"), "postgres", ""))
                .sql("create database bot")
                .update();
        return postgres.url("bot");
    }

    private static void countOn(JdbcClient sql, int transactions) {
        sql.sql("""
                        do $$ begin for i in 1..%d loop perform pg_current_xact_id(); commit; end loop; end $$""".formatted(transactions)).update();
    }

    private static StatusRequest set(BotStatus status, Reactivation reactivation) {
        return StatusRequest.byPerson(status, reactivation, null, "ben");
    }

    @SuppressWarnings("JavaUtilDate") // the engine's clock takes nothing else
    private static void timeIs(Instant time) {
        ClockUtil.setCurrentTime(Date.from(time));
    }
}
