package io.botstatus.repair;

import io.botstatus.base.PacedWork;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;

/**
 * Tells whether holds, history and process instances agree. It checks in the background, and a health probe gets the result of the
 * last check with its age.
 *
 * <p>{@link #INCONSISTENT} is for people and alarms. It says nothing against this node, which still judges deadlines correctly. To
 * take it out of a load balancer would help no one, and all nodes would go at once.
 */
final class BotStatusHealth extends PacedWork implements HealthIndicator {

    static final Status INCONSISTENT =
            new Status("INCONSISTENT", "Something does not agree; POST /api/repairs tells what and mends it.");

    private static final Logger LOG = LoggerFactory.getLogger(BotStatusHealth.class);

    /** The check may take a twentieth of the time, so it runs less often on a very large database. */
    private static final int REST = 20;

    /**
     * A check may take this many times as long as the one before. A timeout near the time it needs keeps a connection that the
     * network has lost from blocking for minutes.
     */
    private static final int FORBEARANCE = 10;

    private final ConsistencyCheck check;
    private final Duration interval;
    private final Clock clock;

    private volatile @Nullable Consistency last;
    private volatile boolean failed;

    /** The timeout for the next check. Only the checking thread reads and writes it. */
    private Duration patience = Duration.ZERO;

    BotStatusHealth(ConsistencyCheck check, Duration interval, Clock clock) {
        super("bot-status-check-", interval);
        this.check = check;
        this.interval = interval;
        this.clock = clock;
    }

    @Override
    public Health health() {
        Consistency seen = last;
        if (seen == null) {
            return Health.unknown()
                    .withDetail("why", failed ? "The first check failed" : "No check has run yet")
                    .build();
        }
        Map<String, Long> found = new LinkedHashMap<>();
        seen.inOrder().forEach((kind, count) -> found.put(kind.word(), count));
        return (seen.isConsistent() ? Health.up() : Health.status(INCONSISTENT))
                .withDetail("checkedAt", seen.at().toString())
                .withDetail("age", Duration.between(seen.at(), clock.instant()).toSeconds() + " s")
                .withDetail("took", seen.took().toMillis() + " ms")
                .withDetail("lastLookFailed", failed)
                .withDetail("found", found)
                .build();
    }

    @Override
    protected Duration step() {
        long began = System.nanoTime();
        Duration took = Duration.ZERO;
        try {
            Consistency seen = check.look(1, patience);
            took = seen.took();
            patience = took.multipliedBy(FORBEARANCE);
            if (!seen.isConsistent() && (last == null || !seen.counts().equals(last.counts()))) {
                LOG.warn("Bot status is inconsistent: {}. POST /api/repairs lists and repairs it.", seen.inOrder());
            }
            last = seen;
            failed = false;
        } catch (RuntimeException e) {
            failed = true;
            patience = Duration.ofNanos(System.nanoTime() - began).multipliedBy(2);
            LOG.warn("Cannot check whether bot status is consistent: {}", e.toString());
        }
        return rest(took, REST, interval);
    }
}
