package io.botstatus.status.hold;

import io.botstatus.status.BotEvent;
import io.botstatus.status.BotEvents;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import io.botstatus.status.Deadline;
import io.botstatus.status.Hold;
import io.botstatus.status.Origin;
import io.botstatus.status.StatusChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One change of one contact, under its lock. It first ends holds whose deadline has passed, then collects what happens to the
 * holds, and last writes the derived status and the events. Used once, by one thread.
 */
final class ContactChange {

    private final HoldStore store;
    private final SeenMessages seen;
    private final BotEvents events;
    private final ContactId contact;
    private final Cause cause;
    private final Origin origin;
    private final Instant now;
    private final List<Hold> live;
    private final List<StatusChange> statuses = new ArrayList<>();
    private final List<Cause> released = new ArrayList<>();
    private final List<Instant> passed = new ArrayList<>();
    private final Set<String> left = new LinkedHashSet<>();
    private final List<Entry> entries = new ArrayList<>();
    private final BotStatus before;
    private SeenMessages.@Nullable Message message;

    /** @param found the holds, read under the lock */
    ContactChange(
            HoldStore store,
            SeenMessages seen,
            BotEvents events,
            Cause cause,
            Origin origin,
            HoldStore.Found found,
            Instant now) {
        this.store = store;
        this.seen = seen;
        this.events = events;
        this.now = now;
        this.contact = found.contact();
        this.cause = cause;
        this.origin = origin;
        List<Hold> stored = found.holds();
        live = new ArrayList<>(stored.stream().filter(hold -> hold.isLive(now)).toList());
        before = BotStatus.of(live);
        if (live.size() < stored.size()) {
            settle(stored);
        }
    }

    private void settle(List<Hold> stored) {
        List<Hold> due = stored.stream().filter(hold -> !hold.isLive(now)).toList();
        delete(due);
        store.derive(contact, false);
        BotStatus was = BotStatus.of(stored);
        statuses.add(new StatusChange(contact, due.get(0).cause(), was, before, Deadline.ofContact(live)));
        for (Hold hold : due) {
            passed.add(Objects.requireNonNull(hold.until()));
            StatusChange change = new StatusChange(contact, hold.cause(), was, before, Deadline.ofContact(live));
            events.write(BotEvent.Type.EXPIRED, now, change, hold, null, hold.reason(), origin.withoutEvidence());
        }
    }

    @Nullable
    Hold find(Cause cause) {
        return live.stream()
                .filter(hold -> hold.cause().equals(cause))
                .findFirst()
                .orElse(null);
    }

    /** How many live holds have a builder's own word as their cause. */
    long ownCauses() {
        return live.stream().filter(hold -> hold.cause().isOwn()).count();
    }

    void release(Predicate<Hold> which, @Nullable String by, @Nullable String reason) {
        List<Hold> ended = live.stream().filter(which).toList();
        if (!ended.isEmpty()) {
            delete(ended);
            ended.forEach(hold -> released.add(hold.cause()));
            ended.forEach(hold -> entries.add(new Entry(BotEvent.Type.RELEASED, hold, by, reason)));
            live.removeAll(ended);
        }
    }

    /** Remembers the message that asks for the change. A message that was seen before changes nothing. */
    void askedBy(SeenMessages.Message message) {
        this.message = message;
    }

    /** Ends the change by placing this hold over the one of its cause, if there is one. */
    Change place(Effect effect, BotEvent.Type type, Hold hold, Pause pause, @Nullable Instant until) {
        Hold old = find(hold.cause());
        List<Hold> then = new ArrayList<>(live);
        then.remove(old);
        then.add(hold);
        StatusChange change = changeTo(then);
        tell(change);
        if (!store.place(message, hold, then, pause, type, change, origin, now)) {
            return outcome(Effect.DUPLICATE, null);
        }
        live.remove(old);
        live.add(hold);
        statuses.add(change);
        if (type == BotEvent.Type.REPLACED && old != null) {
            leave(old);
            released.add(old.cause());
        }
        return outcome(effect, until);
    }

    /** Shortens or softens a hold. */
    void soften(Hold hold, @Nullable String by, String reason) {
        live.removeIf(other -> other.cause().equals(hold.cause()));
        live.add(hold);
        store.soften(contact, hold);
        entries.add(new Entry(BotEvent.Type.REPLACED, hold, by, reason));
    }

    Change done(Effect effect) {
        return done(effect, null);
    }

    /** Ends the change with what has happened to the holds so far. */
    Change done(Effect effect, @Nullable Instant until) {
        if (message != null && !seen.add(contact, message, now)) {
            return outcome(Effect.DUPLICATE, null);
        }
        if (!entries.isEmpty()) {
            store.derive(contact, true);
            StatusChange change = changeTo(live);
            statuses.add(change);
            tell(change);
        }
        return outcome(effect, until);
    }

    private StatusChange changeTo(List<Hold> holds) {
        return new StatusChange(contact, cause, before, BotStatus.of(holds), Deadline.ofContact(holds));
    }

    private void tell(StatusChange change) {
        for (Entry entry : entries) {
            events.write(entry.type, now, change, entry.hold, entry.by, entry.reason, origin);
        }
    }

    private Change outcome(Effect effect, @Nullable Instant until) {
        List<Cause> kept =
                live.stream().map(Hold::cause).filter(Cause::isKeptByWorkflows).toList();
        Set<String> finished = left.isEmpty() ? left : store.finished(left);
        return new Change(effect, BotStatus.of(live), statuses, until, released, kept, finished);
    }

    private void delete(List<Hold> ended) {
        store.delete(contact, ended.stream().map(Hold::cause).toList());
        ended.forEach(this::leave);
    }

    private void leave(Hold hold) {
        if (hold.processInstanceId() != null) {
            left.add(hold.processInstanceId());
        }
    }

    /** Records a trigger from which no hold follows. */
    void note(BotEvent.Type type, @Nullable String by, @Nullable String reason) {
        StatusChange none = new StatusChange(contact, cause, before, before, null);
        events.write(type, now, none, null, by, reason, origin);
    }

    ContactId contact() {
        return contact;
    }

    Instant now() {
        return now;
    }

    /** The deadlines that had passed before this change. */
    List<Instant> passed() {
        return passed;
    }

    boolean releasedNone() {
        return released.isEmpty();
    }

    private record Entry(
            BotEvent.Type type,
            Hold hold,
            @Nullable String by,
            @Nullable String reason) {}
}
