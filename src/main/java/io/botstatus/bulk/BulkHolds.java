package io.botstatus.bulk;

import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactState;
import io.botstatus.status.ContactStates;
import io.botstatus.status.Origin;
import io.botstatus.status.StatusChange;
import io.botstatus.status.hold.BotObservers;
import io.botstatus.status.hold.Holds;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Changes the holds of many contacts, one {@link Batch} at a time. Safe for any number of threads and nodes, and against a crash
 * between any two batches.
 *
 * <p>Every batch takes these steps, in one transaction of the caller:
 *
 * <ol>
 *   <li>{@link #next} locks the change's row, so that no other node takes a step of it, and reads the next contacts.
 *   <li>It locks the rows of these contacts in the order of their ids, as every change of several contacts does. Then it applies
 *       the filter again, since contacts may have changed meanwhile. Contacts that have as many causes as allowed are left out.
 *   <li>{@link #place} or {@link #release} changes the holds and the contacts' rows and writes the events, in one statement.
 *   <li>It records the progress of the change. If the transaction fails, the batch is retried.
 * </ol>
 */
final class BulkHolds {

    private static final int SAMPLE = 10;

    private final Holds core;
    private final BulkChangeStore changes;
    private final BulkHoldStore holds;
    private final ContactStates states;
    private final BotObservers observers;
    private final Clock clock;

    BulkHolds(
            Holds core,
            BulkChangeStore changes,
            BulkHoldStore holds,
            ContactStates states,
            BotObservers observers,
            Clock clock) {
        this.core = core;
        this.changes = changes;
        this.holds = holds;
        this.states = states;
        this.observers = observers;
        this.clock = clock;
    }

    /** Counts the contacts that a change would affect. Changes nothing. */
    public BulkPreview preview(Selection selection) {
        Instant now = clock.instant();
        if (selection instanceof Selection.Matching matching) {
            List<ContactId> first = changes.matchingBehind(matching, "", now, SAMPLE).stream()
                    .map(ContactId::new)
                    .toList();
            return changes.count(matching, now).withSample(sample(first));
        }
        Selection.Listed listed = (Selection.Listed) selection;
        return batches(listed)
                .map(batch -> changes.count(now, batch))
                .reduce(BulkPreview.NOBODY, BulkPreview::plus)
                .withSample(sample(listed.contacts()));
    }

    private List<ContactState> sample(List<ContactId> contacts) {
        return contacts.stream().limit(SAMPLE).map(states::of).toList();
    }

    /** Stores the request. Changes no contact yet. */
    public BulkChange begin(BulkRequest request, Selection selection) {
        holds.expectLongStatements();
        BulkChange change = new BulkChange(
                UUID.randomUUID(),
                BulkChange.State.RUNNING,
                request,
                selection instanceof Selection.Matching matching ? matching : null,
                clock.instant(),
                number(selection),
                0,
                0,
                "",
                null,
                null);
        changes.insert(change);
        if (selection instanceof Selection.Listed listed) {
            batches(listed).forEach(batch -> changes.insertContacts(change.id(), batch));
        }
        return change;
    }

    private long number(Selection selection) {
        return selection instanceof Selection.Matching matching
                ? changes.count(matching, clock.instant()).contacts()
                : ((Selection.Listed) selection).contacts().size();
    }

    private static Stream<String[]> batches(Selection.Listed listed) {
        List<String> ids = listed.contacts().stream().map(ContactId::value).toList();
        int size = Holds.MOST_CONTACTS;
        return Stream.iterate(0, from -> from < ids.size(), from -> from + size)
                .map(from ->
                        ids.subList(from, Math.min(from + size, ids.size())).toArray(String[]::new));
    }

    /**
     * The next batch, locked; empty if the change is done, is being undone, or cannot go on.
     *
     * @param turn how many contacts at most, {@link Holds#MOST_CONTACTS} or fewer
     */
    public Optional<Batch> next(UUID id, int turn) {
        holds.expectLongStatements();
        BulkChange change = changes.lock(id).orElse(null);
        if (change == null || change.state() != BulkChange.State.RUNNING) {
            return Optional.empty();
        }
        Selection.Matching filter = change.selection();
        List<String> next = filter == null
                ? changes.listedBehind(id, change.lastContact(), turn)
                : changes.matchingBehind(filter, change.lastContact(), clock.instant(), turn);
        if (next.isEmpty()) {
            changes.setState(id, BulkChange.State.DONE, clock.instant());
            return Optional.empty();
        }
        String[] ids = next.toArray(String[]::new);
        List<String> locked = lock(ids, change.request().status() != BotStatus.ACTIVE);
        // Read again, because time may have passed while others had the locks.
        Instant now = clock.instant();
        Instant until = change.request().until();
        if (until != null && !until.isAfter(now)) {
            return stopped(id);
        }
        if (filter != null) {
            locked = changes.matching(filter, locked.toArray(String[]::new), now);
        }
        if (change.request().status() != BotStatus.ACTIVE) {
            locked = core.withRoom(change.request().cause(), locked);
        }
        return Optional.of(new Batch(change, now, locked, ids.length, ids[ids.length - 1], ids.length == turn));
    }

    /** Locks the contacts for which these ids stand. Repeats if one of them became an alias before it was locked. */
    private List<String> lock(String[] ids, boolean create) {
        while (true) {
            Set<String> contacts = Set.copyOf(holds.canonical(ids));
            String[] named = contacts.toArray(String[]::new);
            if (create) {
                holds.create(named);
            }
            List<String> locked = holds.lock(named);
            if (Set.copyOf(holds.canonical(ids)).equals(contacts)) {
                return locked;
            }
        }
    }

    private Optional<Batch> stopped(UUID id) {
        changes.setState(id, BulkChange.State.STOPPED, clock.instant());
        return Optional.empty();
    }

    /**
     * Places a hold for each contact of the batch. This process instance stands for all of them.
     *
     * @return how the contacts' statuses changed
     */
    public List<StatusChange> place(Batch batch, String processInstanceId, @Nullable String activityId) {
        changes.addPause(batch.change().id(), processInstanceId);
        List<BulkHoldStore.Outcome> outcomes = holds.place(batch, new Origin(processInstanceId, activityId, null));
        advance(batch, outcomes.size());
        Cause cause = batch.change().request().cause();
        observers.tell(observer -> observer.paused(cause, outcomes.size()));
        return statuses(outcomes);
    }

    /** Releases the holds of the batch's contacts that the change may release. */
    public List<StatusChange> release(Batch batch, String processInstanceId, @Nullable String activityId) {
        List<BulkHoldStore.Outcome> outcomes = holds.release(batch, new Origin(processInstanceId, activityId, null));
        advance(batch, (int)
                outcomes.stream().filter(BulkHoldStore.Outcome::changed).count());
        return statuses(outcomes);
    }

    /** Passes a batch of which no contact matches any more. */
    public void skip(Batch batch) {
        advance(batch, 0);
    }

    private void advance(Batch batch, int changed) {
        changes.advance(batch, changed);
        if (!batch.more()) {
            changes.setState(batch.change().id(), BulkChange.State.DONE, clock.instant());
        }
    }

    private static List<StatusChange> statuses(List<BulkHoldStore.Outcome> outcomes) {
        List<StatusChange> statuses = new ArrayList<>();
        outcomes.forEach(outcome -> statuses.addAll(outcome.statuses()));
        return statuses;
    }

    /** Some of these process instances that hold no other contact. They are then no longer among the left ones. */
    public List<String> takeLeft(UUID id, int limit) {
        return List.copyOf(core.finished(changes.takeLeft(id, limit)));
    }

    /**
     * Begins the undo: no further batch is changed.
     *
     * @return whether there is anything to undo; false if the undo has begun before
     */
    public boolean beginUndo(UUID id) {
        BulkChange change = changes.lock(id).orElseThrow();
        boolean first = change.state() != BulkChange.State.UNDOING && change.state() != BulkChange.State.UNDONE;
        if (first) {
            changes.setState(id, BulkChange.State.UNDOING, null);
        }
        return first;
    }

    /** One of its pauses, for the caller to release; empty if all are released, and then the change is undone. */
    public Optional<String> nextPause(UUID id) {
        changes.lock(id);
        Optional<String> pause = changes.nextPause(id);
        if (pause.isEmpty()) {
            changes.setState(id, BulkChange.State.UNDONE, clock.instant());
        }
        return pause;
    }
}
