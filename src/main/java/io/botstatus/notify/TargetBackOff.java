package io.botstatus.notify;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A circuit breaker for targets that do not answer in time. A post that waits keeps a thread of the job executor, so a few posts to
 * a target that is down would take all threads and delay every timer.
 *
 * <ol>
 *   <li>After a post without an answer, other posts to that target fail at once for a while, and the engine retries them.
 *   <li>Then one post may try. Until it has its answer, the others still fail at once.
 *   <li>Any answer closes the breaker, an error too, since errors come fast.
 * </ol>
 *
 * <p>It belongs to this node and is lost at a restart. Thread-safe.
 */
final class TargetBackOff {

    private static final Duration PEACE = Duration.ofSeconds(15);

    private final Map<String, Instant> until = new ConcurrentHashMap<>();
    private final Clock clock;

    TargetBackOff(Clock clock) {
        this.clock = clock;
    }

    /** Whether to post to a target. After true, the caller reports whether an answer came. */
    boolean mayBeAsked(String target) {
        Instant silentUntil = until.get(target);
        // The thread that replaces the value is the one that tries.
        return silentUntil == null
                || (!clock.instant().isBefore(silentUntil) && until.replace(target, silentUntil, later()));
    }

    void answered(String target) {
        until.remove(target);
    }

    void keptSilent(String target) {
        until.put(target, later());
    }

    private Instant later() {
        return clock.instant().plus(PEACE);
    }
}
