package io.botstatus.metrics;

import io.botstatus.database.Sql;
import io.botstatus.status.BotStatus;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.Function;

/** The gauges of the database. They are the same on every node, so a sum over nodes counts twice. */
final class DatabaseGauges implements AutoCloseable {

    private final CachedProbe<DatabaseCounts> glance;

    DatabaseGauges(MeterRegistry registry, DatabaseCountStore store, CauseNames causes, MetricsProperties properties) {
        glance = new CachedProbe<>("botstatus-metrics", store::read, properties.lookEvery());
        for (String cause : causes.all()) {
            for (BotStatus status : List.of(BotStatus.SNOOZED, BotStatus.INACTIVE)) {
                DatabaseCounts.HoldKey key = new DatabaseCounts.HoldKey(cause, status.word());
                Metric.HOLDS.gauge(
                        registry,
                        () -> now(standing -> standing.holds().getOrDefault(key, 0L)),
                        "cause",
                        cause,
                        "status",
                        status.word());
            }
        }
        Metric.REACTIVATION_OVERDUE.seconds(registry, () -> now(standing -> Sql.seconds(standing.overdue())));
        for (String process : DatabaseCountStore.PROCESSES) {
            Metric.JOBS_DUE.gauge(
                    registry, () -> now(standing -> due(standing, process).jobs()), "process", process);
            Metric.JOBS_WAITING.seconds(
                    registry,
                    () -> now(standing -> Sql.seconds(due(standing, process).waiting())),
                    "process",
                    process);
            Metric.JOBS_FAILED.gauge(
                    registry, () -> now(standing -> standing.failed().getOrDefault(process, 0L)), "process", process);
        }
        Metric.BULK_CHANGES_RUNNING.gauge(registry, () -> now(DatabaseCounts::bulkChanges));
    }

    private static DatabaseCounts.Due due(DatabaseCounts standing, String process) {
        return standing.due().getOrDefault(process, DatabaseCounts.Due.NONE);
    }

    /** A value that is not known is NaN. */
    private Number now(Function<DatabaseCounts, Number> value) {
        return glance.last().map(value).orElse(Double.NaN);
    }

    @Override
    public void close() {
        glance.close();
    }
}
