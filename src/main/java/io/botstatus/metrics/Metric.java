package io.botstatus.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Every metric of the plugin. What each one counts, and when, is in docs/operations.md. */
enum Metric {
    PERMITS("permits", "Answers to the bot's question whether it may send a reply"),
    LEAKS_PREVENTED("leaks.prevented", "Replies refused while a hold was live or after the status had changed"),
    LIMIT_HITS("limit.hits", "Contacts whose replies of a window were used up"),
    PAUSES_STARTED("pauses.started", "Holds placed"),
    PAUSES_EXTENDED("pauses.extended", "Holds that last longer or are harder than before"),
    REACTIVATION_LAG("reactivation.lag", "From the deadline of a hold to the event of its end"),
    MESSAGES("messages", "Messages reported over the HTTP API or by webhooks"),
    WEBHOOKS("webhooks", "Deliveries of chat platforms"),
    NOTIFICATIONS("notifications", "Posts of status changes to addresses outside"),

    HOLDS("holds", "Holds that are live now, of all contacts"),
    REACTIVATION_OVERDUE("reactivation.overdue", "How long the longest waiting contact is past its deadline"),
    JOBS_DUE("jobs.due", "Jobs of the engine that are due and not done, 100000 at most"),
    JOBS_WAITING("jobs.waiting", "How long the longest waiting job of the engine is past its due date"),
    JOBS_FAILED("jobs.failed", "Jobs of the engine that failed as often as they may, and wait for a person"),
    BULK_CHANGES_RUNNING("bulk.changes.running", "Bulk changes that are at work, or being undone"),
    HEALTH("health", "1 while the application's health is UP, else 0");

    /** Buckets for lags that a person would call at once, soon, late, and broken. Cohort windows end within an hour. */
    private static final Duration[] LAGS = {
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        Duration.ofHours(1)
    };

    private final String title;
    private final String description;

    Metric(String title, String description) {
        this.title = "botstatus." + title;
        this.description = description;
    }

    /** Registers the counter at zero: one that first appears with its first event looks as if it had never risen. */
    Counter counter(MeterRegistry registry, String... tags) {
        return Counter.builder(title).description(description).tags(tags).register(registry);
    }

    Timer timer(MeterRegistry registry) {
        return Timer.builder(title)
                .description(description)
                .serviceLevelObjectives(LAGS)
                .register(registry);
    }

    void gauge(MeterRegistry registry, Supplier<Number> value, String... tags) {
        gauge(registry, null, value, tags);
    }

    void seconds(MeterRegistry registry, Supplier<Number> value, String... tags) {
        gauge(registry, "seconds", value, tags);
    }

    private void gauge(MeterRegistry registry, @Nullable String unit, Supplier<Number> value, String... tags) {
        Gauge.builder(title, value)
                .description(description)
                .baseUnit(unit)
                .tags(tags)
                .register(registry);
    }
}
