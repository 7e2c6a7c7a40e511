package io.botstatus.pause.step;

import io.botstatus.engine.group.CompanionTimers;
import io.botstatus.pause.PauseInstances;
import io.botstatus.status.hold.DueHold;
import io.botstatus.status.hold.Expiry;
import io.botstatus.status.hold.Holds;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ends other pauses that are due in the transaction of a timer that ends one: their contacts are locked first, then their holds end
 * together, then their process instances. Thread-safe.
 */
final class Companions {

    /** How many others a timer takes along at most: so many that jobs of other processes wait no longer for a thread. */
    private static final int MOST = 20;

    /** The pauses whose holds have ended in this thread's transaction, while their instances end. */
    private static final ThreadLocal<@Nullable Map<String, Expiry>> ENDED = new ThreadLocal<>();

    private final Holds holds;
    private final PauseInstances instances;
    private final CompanionTimers timers;

    Companions(Holds holds, PauseInstances instances, CompanionTimers timers) {
        this.holds = holds;
        this.instances = instances;
        this.timers = timers;
    }

    /** Takes others along, if a job executor executes the timer. */
    void takeAlong(@Nullable String activityId) {
        if (ENDED.get() != null || !timers.areWelcome()) {
            return;
        }
        List<DueHold> due = holds.lockDue(MOST);
        if (due.isEmpty()) {
            return;
        }
        try {
            timers.execute(
                    due.stream().map(DueHold::processInstanceId).distinct().toList(),
                    companions -> end(due, Set.copyOf(companions), activityId));
        } finally {
            ENDED.remove();
        }
    }

    private void end(List<DueHold> due, Set<String> companions, @Nullable String activityId) {
        ENDED.set(holds.expire(
                due.stream()
                        .filter(hold -> companions.contains(hold.processInstanceId()))
                        .toList(),
                activityId,
                instances::tell));
    }

    /** What the instance still waits for, if its holds have ended with those of others. */
    Optional<Expiry> ended(String processInstanceId) {
        Map<String, Expiry> all = ENDED.get();
        return all == null ? Optional.empty() : Optional.ofNullable(all.get(processInstanceId));
    }
}
