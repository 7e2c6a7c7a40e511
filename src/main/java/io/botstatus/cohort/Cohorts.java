package io.botstatus.cohort;

import io.botstatus.status.ContactId;
import io.botstatus.status.hold.BotObservers;
import io.botstatus.status.hold.Effect;
import io.botstatus.status.hold.Pause;
import io.botstatus.status.hold.Source;
import io.botstatus.status.hold.TriggerOutcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;

/**
 * Pauses whose deadlines fall into the same window share the process instance that records their ends when the window is over. Each
 * contact keeps its own deadline. Safe for any number of threads and nodes, also where some have the windows switched off.
 *
 * <ol>
 *   <li>The first pause of a window opens its cohort: a row, and a process instance whose timer fires at the window's end.
 *   <li>A pause that joins takes a share lock on the row until its commit, so that others can join too. It never waits: if the
 *       cohort is being closed, the pause gets its own process instance.
 *   <li>The timer ends the due holds and closes the cohort, unless a pause is joining at this moment: then it fires again at once.
 *       After that no pause joins, and the instance goes on until its last hold is gone.
 * </ol>
 */
public final class Cohorts {

    private final CohortStore store;
    private final @Nullable Duration window;
    private final BotObservers observers;
    private final Clock clock;

    Cohorts(CohortStore store, @Nullable Duration window, BotObservers observers, Clock clock) {
        this.store = store;
        this.window = window;
        this.observers = observers;
        this.clock = clock;
    }

    /** Whether new pauses share process instances. Existing cohorts go on in any case. */
    public boolean areOn() {
        return window != null;
    }

    /** How long a decision of the policy is reused for the same attributes. Pauses within it share a cohort anyway. */
    public Duration window() {
        return window == null ? Duration.ZERO : window;
    }

    /** The end of the window of a deadline: the first one that is not before it. Without windows it is the deadline itself. */
    public Instant windowEnd(Instant deadline) {
        if (window == null) {
            return deadline;
        }
        Duration since = Duration.between(Instant.EPOCH, deadline);
        long windows = since.dividedBy(window);
        Duration whole = window.multipliedBy(windows);
        return Instant.EPOCH.plus(whole.equals(since) ? whole : whole.plus(window));
    }

    /**
     * The process instance that stands for pauses until such a deadline. Call this under the contact's lock.
     *
     * @param own the instance to use if none can be shared
     * @param start starts the window's own instance, should this be its first pause, and returns its id
     */
    public String instanceFor(Instant deadline, String own, Supplier<String> start) {
        Instant end = windowEnd(deadline);
        Optional<String> shared = store.join(end);
        if (shared.isPresent() || store.isKnown(end)) {
            return shared.orElse(own);
        }
        if (store.open(end)) {
            String instance = start.get();
            store.setProcessInstance(end, instance);
            return instance;
        }
        return store.join(end).orElse(own);
    }

    /**
     * The short path for the first trigger of an active contact when the policy's decision is known: one statement. Must run
     * outside a transaction.
     *
     * @return the outcome; empty if the window has no cohort yet, the contact has holds, the message was seen before, or a process
     *     listens for the change: then the engine has to do it
     */
    public Optional<TriggerOutcome> pause(ContactId contact, Pause asked, Source source, Guard guard) {
        Instant now = clock.instant();
        Pause pause = asked.countedAt(now);
        Instant until = pause.until(pause.since());
        if (until == null || !until.isAfter(now)) {
            return Optional.empty();
        }
        try {
            boolean paused = store.pause(contact, pause, until, windowEnd(until), source, guard, now);
            if (paused) {
                observers.tell(observer -> observer.paused(pause.cause(), 1));
            }
            return paused ? Optional.of(new TriggerOutcome(Effect.PAUSED, pause.status())) : Optional.empty();
        } catch (DuplicateKeyException | ConcurrencyFailureException e) {
            // The same message at the same time, or a deadlock: the process finds the seen message, and retries.
            return Optional.empty();
        }
    }

    /** Whether other pauses may still join this instance's cohort. */
    public boolean isOpen(String processInstanceId) {
        return openUntil(processInstanceId).isPresent();
    }

    /** Until when other pauses may join; empty if the cohort is closed, or the instance has none. */
    public Optional<Instant> openUntil(String processInstanceId) {
        return store.openUntil(processInstanceId);
    }

    /** Closes the cohort of an instance once its window is over, unless a pause is joining it at this moment. */
    void closeIfOver(String processInstanceId) {
        store.closeIfOver(processInstanceId, clock.instant());
    }

    /**
     * Closes the cohort of an instance if its window is over, so that no pause can join it. Call this before any contact is locked.
     */
    public void closeOver(String processInstanceId) {
        if (openUntil(processInstanceId)
                .filter(end -> !end.isAfter(clock.instant()))
                .isPresent()) {
            close(processInstanceId);
        }
    }

    /** Closes the cohort of an instance, so that no pause can join it. Call this before any contact is locked. */
    public void close(String processInstanceId) {
        store.close(processInstanceId);
    }

    /**
     * The conditions under which a pause needs neither the engine nor the policy.
     *
     * @param policy the key of the policy
     * @param policyId the version of it that has decided
     * @param told whether processes that listen are told
     * @param event the event that they listen for
     */
    public record Guard(String policy, String policyId, boolean told, String event) {}
}
