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
 * Tells whether holds, history and process instances agree. It looks in the background, and whoever asks is told what the last look
 * saw and how old that is.
 *
 * <p>{@link #INCONSISTENT} is a word for people and alarms. It says nothing against this node, which judges deadlines as rightly as
 * before: taken out of a load balancer it would help nobody, and all nodes would go at once.
 */
final class BotStatusHealth extends PacedWork implements HealthIndicator {

    static final Status INCONSISTENT =
            new Status("INCONSISTENT", "Something does not agree; POST /api/repairs tells what and mends it.");

    private static final Logger LOG = LoggerFactory.getLogger(BotStatusHealth.class);

    /** The look may take a twentieth of the time, so that on a very large database it comes less often. */
    private static final int REST = 20;

    /**
     * How many times as long as the look before it a look may take. With no more than it needs, a line that the network has forgotten in the
     * midst of a look does not keep its connection for minutes.
     */
    private static final int FORBEARANCE = 10;

    private final ConsistencyCheck check;
    private final Duration interval;
    private final Clock clock;

    private volatile @Nullable Consistency last;
    private volatile boolean failed;

    /** For the next look. Read and written by the looking thread alone. */
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
                    .withDetail("why", failed ? "The first look failed" : "Nobody has looked yet")
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
                LOG.warn("Bot status is inconsistent: {}. POST /api/repairs tells more and mends it.", seen.inOrder());
            }
            last = seen;
            failed = false;
        } catch (RuntimeException e) {
            failed = true;
            patience = Duration.ofNanos(System.nanoTime() - began).multipliedBy(2);
            LOG.warn("Can't look whether bot status is consistent: {}", e.toString());
        }
        return rest(took, REST, interval);
    }
}
