package io.botstatus.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.LongRunning;
import io.botstatus.TestDatabase;
import io.botstatus.database.BotDatabase;
import io.botstatus.database.EngineTables;
import io.botstatus.database.Sql;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The list of paused contacts with a hundred thousand of them, and as many that nothing holds back. */
@LongRunning
class PausedContactsAtScaleTest {

    private static final int PAUSED = 100_000;
    private static final Instant NOW = Instant.parse("2030-01-31T09:00:00Z");

    private static JdbcClient sql = JdbcClient.create(new PGSimpleDataSource());
    private static ContactStates states = new ContactStates(sql, Clock.systemUTC());

    @BeforeAll
    static void fill() {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(TestDatabase.newDatabase());
        database.setUser("postgres");
        new BotDatabase(database, true, new EngineTables("act_ge_property", null, null));
        // One connection, whose own figures are there as soon as they are asked for.
        sql = JdbcClient.create(
                new SingleConnectionDataSource(String.valueOf(database.getUrl()), "postgres", "", true));
        states = new ContactStates(sql, Clock.fixed(NOW, ZoneOffset.UTC));
        sql.sql("""
                        insert into contact_bot (contact_id, snoozed_until)
                        select 'paused-' || i, :now + make_interval(secs => 1 + i * 7919 % :paused)
                          from generate_series(1, :paused) i
                         union all
                        select 'active-' || i, '-infinity' from generate_series(1, :paused) i""").param("now", Sql.time(NOW)).param("paused", PAUSED).update();
        sql.sql("""
                        insert into bot_hold (contact_id, cause, status, since, until)
                        select contact_id, 'manual_message', 'snoozed', :now, snoozed_until
                          from contact_bot where snoozed_until > '-infinity'""").param("now", Sql.time(NOW)).update();
        sql.sql("analyze").update();
    }

    @ParameterizedTest
    @EnumSource
    void isReadToItsEndPageByPageWithoutALossOrARepeat(PausedContacts.Order order) {
        HashSet<ContactId> seen = new HashSet<>();
        PausedContacts.Place after = null;
        List<ContactState> page;
        do {
            page = states.paused(new PausedContacts(null, null, "", order, after, 500));
            page.forEach(state -> assertThat(seen.add(state.contact())).isTrue());
            if (!page.isEmpty()) {
                ContactState last = page.get(page.size() - 1);
                after = new PausedContacts.Place(last.reactivateAt(), last.contact());
            }
        } while (!page.isEmpty());

        assertThat(seen).hasSize(PAUSED);
    }

    /** Compares the rows that PostgreSQL reads for a page, since they do not depend on the load of the machine. */
    @ParameterizedTest
    @EnumSource
    void costsAtItsEndWhatItCostsAtItsBeginning(PausedContacts.Order order) {
        PausedContacts.Place nearTheEnd = order == PausedContacts.Order.CONTACT_ID
                ? new PausedContacts.Place(null, new ContactId("paused-99"))
                : new PausedContacts.Place(NOW.plusSeconds(PAUSED - 200), new ContactId("paused-1"));

        long first = rowsRead(new PausedContacts(null, null, "", order, null, 50));
        long last = rowsRead(new PausedContacts(null, null, "", order, nearTheEnd, 50));

        assertThat(first).isLessThan(2_000);
        assertThat(last).isLessThan(2_000);
    }

    @Test
    void readsTheEpochsOfManyContactsAtOnce() {
        List<ContactId> asked = new ArrayList<>();
        for (int i = 1; i <= 1000; i++) {
            asked.add(new ContactId("paused-" + i));
        }
        asked.add(new ContactId("never seen"));

        assertThat(states.epochs(asked)).hasSize(1000);
    }

    /** Rows that PostgreSQL has handed to its executor, from tables and by indexes. */
    private static long rowsRead(PausedContacts asked) {
        long before = rowsRead();
        assertThat(states.paused(asked)).hasSize(50);
        return rowsRead() - before;
    }

    private static long rowsRead() {
        sql.sql("select pg_stat_force_next_flush()").query(rows -> {});
        return sql.sql("""
                        select sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) from pg_stat_user_tables
                         where relname in ('contact_bot', 'bot_hold')""").query(Long.class).single();
    }
}
