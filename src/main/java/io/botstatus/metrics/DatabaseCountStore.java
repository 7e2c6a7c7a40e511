package io.botstatus.metrics;

import static io.botstatus.database.Sql.time;

import io.botstatus.database.Sql;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of the gauges. It locks nothing, and the statements need not agree to the last row. */
final class DatabaseCountStore {

    /** The plugin's processes. All others of the engine share one label, since there may be any number. */
    static final Set<String> PROCESSES =
            Set.of("bot-pause", "bot-pause-and-wait", "bot-bulk-change", "notify-webhook", "other");

    private final JdbcClient sql;
    private final CauseNames causes;
    private final Clock clock;

    DatabaseCountStore(JdbcClient sql, CauseNames causes, Clock clock) {
        this.sql = sql;
        this.causes = causes;
        this.clock = clock;
    }

    DatabaseCounts read() {
        Instant now = clock.instant();
        return new DatabaseCounts(holds(now), overdue(now), due(now), failed(), bulkChanges());
    }

    /** Reads all holds: no index has the status, and one more would cost every pause more than this costs. */
    private Map<DatabaseCounts.HoldKey, Long> holds(Instant now) {
        record Row(String cause, String status, long holds) {}
        return sql
                .sql("select cause, status, count(*) as holds from bot_hold where until > :now group by cause, status")
                .param("now", time(now))
                .query((row, n) -> new Row(row.getString("cause"), row.getString("status"), row.getLong("holds")))
                .list()
                .stream()
                .collect(Collectors.toMap(
                        row -> new DatabaseCounts.HoldKey(causes.of(row.cause()), row.status()),
                        Row::holds,
                        Long::sum));
    }

    /** The first entry of the index of paused contacts. */
    private Duration overdue(Instant now) {
        return sql.sql("""
                        select greatest(inactive_until, snoozed_until) as until from contact_bot
                         where greatest(inactive_until, snoozed_until) > '-infinity'
                         order by greatest(inactive_until, snoozed_until), contact_id limit 1""")
                .query((row, n) -> since(Sql.deadline(row, "until"), now))
                .optional()
                .orElse(Duration.ZERO);
    }

    /** Reads at most 100,000 entries of an index, if there is one on the due date. */
    private Map<String, DatabaseCounts.Due> due(Instant now) {
        record Row(String process, DatabaseCounts.Due due) {}
        return sql
                .sql("""
                        select coalesce(process, '') as process, count(*) as jobs, min(due) as oldest
                          from bot_engine_due_job(:now, 100000)
                         group by process""")
                .param("now", time(now))
                .query((row, n) -> new Row(
                        process(row.getString("process")),
                        new DatabaseCounts.Due(row.getLong("jobs"), since(Sql.deadline(row, "oldest"), now))))
                .list()
                .stream()
                .collect(Collectors.toMap(Row::process, Row::due, DatabaseCounts.Due::plus));
    }

    /** Counts by incidents, which exist only where the failure is, not again in each calling process. */
    private Map<String, Long> failed() {
        record Row(String process, long jobs) {}
        return sql
                .sql("""
                        select coalesce(process, '') as process, count(*) as jobs from bot_engine_failed_job()
                         group by process""")
                .query((row, n) -> new Row(process(row.getString("process")), row.getLong("jobs")))
                .list()
                .stream()
                .collect(Collectors.toMap(Row::process, Row::jobs, Long::sum));
    }

    private long bulkChanges() {
        return sql.sql("select count(*) from bot_bulk_change where state in ('running', 'undoing')")
                .query(Long.class)
                .single();
    }

    private static String process(String key) {
        return PROCESSES.contains(key) ? key : "other";
    }

    /** How long it has been due; zero if it is not yet. */
    private static Duration since(@Nullable Instant due, Instant now) {
        return due == null || due.isAfter(now) ? Duration.ZERO : Duration.between(due, now);
    }
}
