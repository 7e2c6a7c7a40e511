package io.botstatus.notify;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The targets that have not answered in time. Waiting for one keeps a thread of the job executor, so that a few posts to a target
 * that is down would keep them all, and everybody's timers waiting.
 *
 * <ol>
 *   <li>After a post without an answer the target is left in peace for a while: other posts to it fail at once, to be tried again
 *       by the engine.
 *   <li>Then one post may try; until it has its answer, the others still fail at once.
 *   <li>Any answer ends it, good or bad: bad ones come fast.
 * </ol>
 *
 * <p>Of this node and forgotten with it. Thread-safe.
 */
final class TargetBackOff {

    private static final Duration PEACE = Duration.ofSeconds(15);

    private final Map<String, Instant> until = new ConcurrentHashMap<>();
    private final Clock clock;

    TargetBackOff(Clock clock) {
        this.clock = clock;
    }

    /** Whether to post to a target; who is told yes tells whether there was an answer. */
    boolean mayBeAsked(String target) {
        Instant silentUntil = until.get(target);
        // Whoever replaces it is the one that tries.
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
