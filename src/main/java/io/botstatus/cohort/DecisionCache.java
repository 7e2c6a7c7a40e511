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
 * Remembers recent decisions of the pause policy by the attributes of the trigger. It serves only pauses that share process
 * instances: such a pause should not need the engine for its decision either.
 *
 * <p>A decision is reused for one window, so a policy that reads the clock is at most so far behind. The caller checks whether a
 * newer version of the policy has been deployed. Thread-safe.
 */
final class DecisionCache {

    /** Far more combinations than come within a window. Beyond them the cache is emptied. */
    private static final int MOST = 10_000;

    private final Cohorts cohorts;
    private final Clock clock;
    private final Map<UUID, Known> decisions = new ConcurrentHashMap<>();
    private volatile @Nullable String policyId;

    DecisionCache(Cohorts cohorts, Clock clock) {
        this.cohorts = cohorts;
        this.clock = clock;
    }

    /** @param seesContact whether the policy read the contact, so that its decision may be for this one alone */
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

    /** The version of the policy that made these decisions; null without decisions. */
    @Nullable
    String policyId() {
        return policyId;
    }

    /** The pause that the policy decided for the same attributes, applied to this trigger. */
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
