package io.botstatus.bench;

import java.util.List;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Measures the size of a paused contact on disk, and the effect of permits, repeats and new pauses on the tables: how many updates
 * are HOT, which touch no index, and how much the tables grow.
 */
public final class Disk {

    private static final int CONTACTS = Integer.getInteger("contacts", 100_000);
    private static final List<String> UPDATED = List.of("contact_bot", "bot_hold", "bot_message", "bot_event");

    private Disk() {}

    public static void main(String[] arguments) {
        LoggingSystem.get(Disk.class.getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.ERROR);
        try {
            Ours ours = new Ours(CONTACTS);
            size(ours.sql());
            change(ours.sql(), "permits", ours.permit());
            change(ours.sql(), "repeats", ours.repeat());
            change(ours.sql(), "new pauses", ours.newPause());
            System.exit(0);
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void size(JdbcClient sql) {
        System.out.printf("%n| table | bytes a paused contact | of them indexes |%n|---|---|---|%n");
        sql.sql("""
                        select case when grouping(relname) = 1 then 'all of ' || whose else relname end as name,
                               round(sum(pg_total_relation_size(relid)) / :contacts) as bytes,
                               round(sum(pg_indexes_size(relid)) / :contacts) as indexes
                          from (select relid, relname,
                                       case when relname like 'act_ru_%' then 'the engine''s runtime'
                                            when relname like 'act_hi_%' then 'the engine''s history'
                                            else 'the plugin' end as whose
                                  from pg_stat_user_tables where n_live_tup >= :contacts) as tables
                         group by grouping sets ((whose, relname), (whose)) order by whose, grouping(relname), 2 desc""")
                .param("contacts", CONTACTS)
                .query(row -> {
                    System.out.printf(
                            "| %s | %,d | %,d |%n", row.getString("name"), row.getLong("bytes"), row.getLong("indexes"));
                });
    }

    private static void change(JdbcClient sql, String what, Contender work) throws Exception {
        sql.sql("vacuum").update();
        List<Long> before = UPDATED.stream().map(table -> bytes(sql, table)).toList();
        sql.sql("select pg_stat_reset()").query(rows -> {});
        double rate = work.round().run().value();
        Thread.sleep(1500); // until the sessions have reported their statistics
        System.out.printf("%n%.0f %s%n| table | updates | of them HOT | grew by kB |%n|---|---|---|---|%n", rate * Loop.SECONDS, what);
        for (int i = 0; i < UPDATED.size(); i++) {
            String table = UPDATED.get(i);
            long grown = (bytes(sql, table) - before.get(i)) / 1024;
            sql.sql("select n_tup_upd, n_tup_hot_upd from pg_stat_user_tables where relname = :table")
                    .param("table", table)
                    .query(row -> {
                        System.out.printf(
                                "| %s | %,d | %,d | %,d |%n", table, row.getLong(1), row.getLong(2), grown);
                    });
        }
    }

    private static long bytes(JdbcClient sql, String table) {
        return sql.sql("select pg_total_relation_size(cast(:table as regclass))")
                .param("table", table)
                .query(Long.class)
                .single();
    }
}
