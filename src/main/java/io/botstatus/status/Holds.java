package io.botstatus.status;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Places and ends the holds that keep a bot quiet. Safe for any number of threads and nodes.
 *
 * <p>Every change of one contact takes these steps, in the transaction of the caller:
 *
 * <ol>
 *   <li>It locks the contact's row, so that pause, permit and timer of one contact come one after the other.
 *   <li>It ends what has passed its deadline without anybody noticing, so that the history tells it in order.
 *   <li>It changes the holds, and works out the contact's row from them.
 *   <li>It writes an event for each hold that changed.
 * </ol>
 *
 * <p>Who calls it a second time for the same message finds the message's id and changes nothing.
 */
public final class Holds {

    private final HoldStore store;
    private final SeenMessages seen;
    private final SettingsStore settings;
    private final BotEvents events;
    private final Clock clock;

    Holds(HoldStore store, SeenMessages seen, SettingsStore settings, BotEvents events, Clock clock) {
        this.store = store;
        this.seen = seen;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    /** Makes everybody else's change of this contact wait until the transaction ends. */
    public void lock(ContactId contact) {
        requireTransaction();
        store.lock(contact);
    }

    /**
     * Places a hold. What happens to the holds that are there depends on who asks:
     *
     * <ul>
     *   <li>an automatic cause adds its hold or extends its own, never shortens or softens it and touches no other;
     *   <li>a workflow replaces the hold of its own cause;
     *   <li>a person ({@link Cause#MANUAL_CHANGE}) replaces every hold.
     * </ul>
     *
     * @param messageId the message that is the trigger, if it is one
     * @throws InvalidValueException if a deadline that was asked for is not in the future
     */
    public Change place(ContactId contact, Pause asked, @Nullable String messageId, Origin origin) {
        Cause cause = asked.cause();
        Work work = begin(contact, cause, origin);
        if (messageId != null && !seen.add(contact, messageId, sender(cause), work.now)) {
            return work.done(Effect.DUPLICATE);
        }
        if (settings.read().mode() != BotMode.AUTO_PILOT) {
            return work.done(Effect.NOT_AUTOMATED);
        }
        Pause pause = asked.notAfter(work.now);
        Instant until = pause.until(pause.since());
        if (until != null && !until.isAfter(work.now)) {
            if (!cause.isAutomatic()) {
                throw new InvalidValueException("reactivateAt", until, "an instant later than now, " + work.now);
            }
            return work.done(Effect.IGNORED);
        }
        Hold old = work.find(cause);
        if (old != null && cause.isAutomatic()) {
            return extend(work, old, pause);
        }
        if (cause.equals(Cause.MANUAL_CHANGE)) {
            work.release(hold -> !hold.cause().equals(cause), pause.setBy(), pause.reason());
        }
        Hold hold = new Hold(
                cause, pause.status(), pause.since(), until, pause.reason(), pause.setBy(), origin.processInstanceId());
        work.put(old == null ? BotEvent.Type.PLACED : BotEvent.Type.REPLACED, hold, pause);
        return work.done(Effect.PAUSED, until);
    }

    private static Change extend(Work work, Hold old, Pause pause) {
        boolean harder = pause.status().harderThan(old.status());
        if (!pause.extend() && !harder) {
            return work.done(Effect.NONE);
        }
        BotStatus status = harder ? pause.status() : old.status();
        Instant until = Deadline.latest(old.until(), pause.until(old.since()));
        if (status == old.status() && Objects.equals(until, old.until())) {
            return work.done(Effect.NONE);
        }
        Hold hold =
                new Hold(old.cause(), status, old.since(), until, old.reason(), old.setBy(), old.processInstanceId());
        work.put(BotEvent.Type.EXTENDED, hold, pause);
        return work.done(Effect.EXTENDED, until);
    }

    /**
     * The short way for a trigger that repeats: one statement that moves the deadline of a live hold which the same policy made
     * for the same attributes. Must run outside a transaction.
     *
     * @return what became of it; nothing if the policy has to be asked and {@link #place} be called
     */
    public Optional<Repeat> repeat(
            ContactId contact,
            Cause cause,
            UUID policyKey,
            Instant happened,
            @Nullable String messageId,
            @Nullable String setBy) {
        Instant now = clock.instant();
        Instant since = happened.isAfter(now) ? now : happened;
        try {
            return store.repeat(contact, cause, policyKey, since, messageId, sender(cause), setBy, now);
        } catch (DuplicateKeyException e) {
            return Optional.empty(); // the same message at the same time: the other delivery had its effect
        }
    }

    /**
     * A trigger for which the policy places no hold: remembers the message, and that the limit was reached, if it was.
     */
    public Change note(
            ContactId contact, Cause cause, @Nullable String messageId, @Nullable String reason, Origin origin) {
        Work work = begin(contact, cause, origin);
        if (messageId != null && !seen.add(contact, messageId, sender(cause), work.now)) {
            return work.done(Effect.DUPLICATE);
        }
        if (cause.equals(Cause.MESSAGE_LIMIT)) {
            StatusChange none = new StatusChange(contact, cause, work.before, work.before, null);
            events.write(BotEvent.Type.LIMIT_REACHED, work.now, none, null, null, reason, origin);
        }
        return work.done(Effect.NONE);
    }

    /**
     * Sets the bot active: a person ({@link Cause#MANUAL_CHANGE}) releases every hold, a workflow those that neither a person
     * placed nor an opt-out, unless it overrides. Also begins a new window for the message limit.
     */
    public Change release(
            ContactId contact,
            Cause cause,
            boolean override,
            @Nullable String setBy,
            @Nullable String reason,
            Origin origin) {
        Work work = begin(contact, cause, origin);
        if (settings.read().mode() != BotMode.AUTO_PILOT) {
            return work.done(Effect.NOT_AUTOMATED);
        }
        boolean all = override || cause.equals(Cause.MANUAL_CHANGE);
        store.closeReplyWindow(contact);
        work.release(hold -> all || !hold.cause().isKeptByWorkflows(), setBy, reason);
        return work.done(work.released.isEmpty() ? Effect.NONE : Effect.RELEASED);
    }

    /** Ends the due holds of one process instance, whatever other holds its contacts have. The passing itself is no news. */
    public Expiry expire(String processInstanceId, @Nullable String activityId) {
        requireTransaction();
        Instant now = clock.instant();
        store.lockContactsOf(processInstanceId, now);
        return store.expiry(processInstanceId, store.end(processInstanceId, now, null, null, activityId, now));
    }

    /** Ends every hold of a process instance that is going away, so that nobody stays paused by one that no longer exists. */
    public List<StatusChange> abandon(String processInstanceId, @Nullable String reason) {
        requireTransaction();
        store.lockContactsOf(processInstanceId, null);
        return store.end(processInstanceId, null, null, reason, null, clock.instant());
    }

    /**
     * Deletes all that is known of a contact.
     *
     * @return the process instances that waited for its holds
     */
    public Set<String> forget(ContactId contact) {
        requireTransaction();
        store.lockIfKnown(contact);
        return store.forget(contact);
    }

    private Work begin(ContactId contact, Cause cause, Origin origin) {
        lock(contact);
        return new Work(contact, cause, origin);
    }

    private static void requireTransaction() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A change of a contact's holds needs a transaction that holds its lock.");
        }
    }

    private static Sender sender(Cause cause) {
        return cause.equals(Cause.MANUAL_MESSAGE)
                ? Sender.HUMAN
                : cause.equals(Cause.MESSAGE_LIMIT) ? Sender.BOT : Sender.WORKFLOW;
    }

    /** One change of one contact, under its lock. */
    private final class Work {

        final ContactId contact;
        final Cause cause;
        final Origin origin;
        final Instant now = clock.instant();
        final List<Hold> live;
        final List<StatusChange> statuses = new ArrayList<>();
        final List<Cause> released = new ArrayList<>();
        final Set<String> left = new LinkedHashSet<>();
        final List<Entry> entries = new ArrayList<>();
        final BotStatus before;

        Work(ContactId contact, Cause cause, Origin origin) {
            this.contact = contact;
            this.cause = cause;
            this.origin = origin;
            List<Hold> stored = store.holds(contact);
            live = new ArrayList<>(
                    stored.stream().filter(hold -> hold.isLive(now)).toList());
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
                StatusChange change = new StatusChange(contact, hold.cause(), was, before, Deadline.ofContact(live));
                events.write(BotEvent.Type.EXPIRED, now, change, hold, null, hold.reason(), origin);
            }
        }

        @Nullable
        Hold find(Cause cause) {
            return live.stream()
                    .filter(hold -> hold.cause().equals(cause))
                    .findFirst()
                    .orElse(null);
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

        void put(BotEvent.Type type, Hold hold, Pause pause) {
            Hold old = find(hold.cause());
            if (type == BotEvent.Type.REPLACED && old != null) {
                leave(old);
                released.add(old.cause());
            }
            live.removeIf(other -> other.cause().equals(hold.cause()));
            live.add(hold);
            store.put(contact, hold, pause.slide(), pause.latestFrom(hold.since()), pause.repeatKey());
            entries.add(new Entry(type, hold, pause.setBy(), pause.reason()));
        }

        Change done(Effect effect) {
            return done(effect, null);
        }

        /** All holds of the change are in place: works out what the contact's status is now, and writes the history. */
        Change done(Effect effect, @Nullable Instant until) {
            BotStatus after = BotStatus.of(live);
            if (!entries.isEmpty()) {
                store.derive(contact, true);
                StatusChange change = new StatusChange(contact, cause, before, after, Deadline.ofContact(live));
                statuses.add(change);
                for (Entry entry : entries) {
                    events.write(entry.type, now, change, entry.hold, entry.by, entry.reason, origin);
                }
            }
            List<Cause> kept = live.stream()
                    .map(Hold::cause)
                    .filter(Cause::isKeptByWorkflows)
                    .toList();
            Set<String> finished = left.isEmpty() ? left : store.finished(left);
            return new Change(effect, after, statuses, until, released, kept, finished);
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
    }

    private record Entry(
            BotEvent.Type type,
            Hold hold,
            @Nullable String by,
            @Nullable String reason) {}
}
