package io.botstatus.cohort;

import io.botstatus.pause.Trigger;
import io.botstatus.status.hold.Pause;
import io.botstatus.status.hold.Reactivation;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the pause policy has said lately, for contacts that come with the same attributes. Only of use where pauses share process
 * instances: one that needs none of its own should not need the engine for its decision either.
 *
 * <p>The policy's word counts for one window: so long at most may a policy that looks at the clock be behind it. Whether a newer version
 * of it has been deployed meanwhile is asked by whoever uses this. Thread-safe.
 */
final class DecisionCache {

    /** Far more combinations than are asked for within a window; beyond them it begins anew. */
    private static final int MOST = 10_000;

    private final Cohorts cohorts;
    private final Clock clock;
    private final Map<UUID, Known> decisions = new ConcurrentHashMap<>();
    private volatile @Nullable String policyId;

    DecisionCache(Cohorts cohorts, Clock clock) {
        this.cohorts = cohorts;
        this.clock = clock;
    }

    /** @param seesContact whether the policy was given the contact, so that it may have decided for this one alone */
    void learn(Pause pause, String policyId, boolean seesContact) {
        UUID key = pause.repeats().policyKey();
        if (cohorts.areOn() && !seesContact && key != null && pause.reactivation() instanceof Reactivation.After) {
            if (decisions.size() >= MOST) {
                decisions.clear();
            }
            decisions.put(key, new Known(pause, clock.instant()));
            this.policyId = policyId;
        }
    }

    /** The version of the policy that these decisions are of; null if there are none yet. */
    @Nullable
    String policyId() {
        return policyId;
    }

    /** The pause that the policy made of such a trigger, made of this one. */
    Optional<Pause> pause(Trigger trigger, String policyId) {
        UUID key = trigger.policyKey(policyId);
        Known known = decisions.get(key);
        if (known == null) {
            return Optional.empty();
        }
        Instant oldest = clock.instant().minus(cohorts.window());
        if (known.at().isBefore(oldest)) {
            decisions.remove(key, known);
            return Optional.empty();
        }
        Pause pause = known.pause();
        return Optional.of(new Pause(
                pause.cause(),
                pause.status(),
                trigger.happened(),
                pause.reactivation(),
                new Pause.Repeats(pause.repeats().extend(), pause.repeats().atMost(), key),
                pause.reason(),
                trigger.source().sentBy()));
    }

    private record Known(Pause pause, Instant at) {}
}
