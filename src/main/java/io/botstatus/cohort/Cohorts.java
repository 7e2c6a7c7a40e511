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
 * Pauses whose deadlines fall into the same window of time, and share the process instance that does the bookkeeping when the window
 * is over. Deadlines stay each contact's own. Safe for any number of threads and nodes, also where some have the windows switched off.
 *
 * <ol>
 *   <li>The first pause of a window opens its cohort: a row, and a process instance whose timer fires at the window's end.
 *   <li>Whoever joins locks a share of the row, with which others join too, until he commits. He never waits for it: if it is being
 *       closed, his pause gets a process instance of its own.
 *   <li>The timer ends what is due and closes the cohort, unless somebody is joining at this moment: then it comes again at once. After
 *       that nobody joins, and the instance goes on until its last hold is gone.
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

    /** Whether new pauses share process instances. Those that do go on anyway. */
    public boolean areOn() {
        return window != null;
    }

    /** How long the policy's word counts for others with the same attributes, since they would have shared its cohort. */
    public Duration window() {
        return window == null ? Duration.ZERO : window;
    }

    /** The end of the window that a deadline falls into: the first one that is not before it. The deadline itself if there are no windows. */
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
     * The process instance that stands for pauses until such a deadline. To be called under the contact's lock.
     *
     * @param own which one it is if none can be shared
     * @param start starts the window's own instance, should this be its first pause, and says which it is
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
     * The short way for the first trigger of a contact that nothing holds back, where the policy's word is known: one statement. Must
     * run outside a transaction.
     *
     * @return what became of it; nothing if the window has no cohort yet, the contact has holds, the message was seen before, or
     *     somebody would have to be told: then it is to be done the long way
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
            // The same message at the same time, or a deadlock: the long way finds out that it was seen, and is tried
            // again.
            return Optional.empty();
        }
    }

    /** Whether others may still join this instance's cohort. */
    public boolean isOpen(String processInstanceId) {
        return openUntil(processInstanceId).isPresent();
    }

    /** Until when; nothing if its cohort is closed, or it has none. */
    public Optional<Instant> openUntil(String processInstanceId) {
        return store.openUntil(processInstanceId);
    }

    /** Closes the cohort of an instance once its window is over, unless a pause is joining it at this moment. */
    void closeIfOver(String processInstanceId) {
        store.closeIfOver(processInstanceId, clock.instant());
    }

    /** Closes the cohort of an instance if its window is over; no pause can join it then. To be called before any contact is locked. */
    public void closeOver(String processInstanceId) {
        if (openUntil(processInstanceId)
                .filter(end -> !end.isAfter(clock.instant()))
                .isPresent()) {
            close(processInstanceId);
        }
    }

    /** Nobody joins this instance's cohort any more. To be called before any contact is locked. */
    public void close(String processInstanceId) {
        store.close(processInstanceId);
    }

    /**
     * Under which conditions a pause needs neither engine nor decision.
     *
     * @param policy the key of the policy
     * @param policyId the version of it that has decided
     * @param told whether processes that listen are to be told
     * @param event what they listen for
     */
    public record Guard(String policy, String policyId, boolean told, String event) {}
}
