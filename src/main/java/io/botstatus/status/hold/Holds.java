package io.botstatus.status.hold;

import io.botstatus.base.InvalidValueException;
import io.botstatus.status.BotEvent;
import io.botstatus.status.BotEvents;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import io.botstatus.status.Deadline;
import io.botstatus.status.Hold;
import io.botstatus.status.Origin;
import io.botstatus.status.Sender;
import io.botstatus.status.StatusChange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Places and ends the holds that silence a bot. Safe for any number of threads and nodes.
 *
 * <p>Every change of one contact takes these steps, in the transaction of the caller:
 *
 * <ol>
 *   <li>It locks the contact's row, so that pause, permit and timer of one contact come one after the other. What it reads then is
 *       the newest.
 *   <li>It ends holds whose deadline has passed, so that the history has both changes in order.
 *   <li>It changes the holds, derives the contact's row from them, and writes an event for each changed hold. To place a hold, one
 *       statement does all this and remembers the message that asked for it.
 * </ol>
 *
 * <p>A second call for the same message finds the message's id and changes nothing.
 */
public final class Holds {

    /** One process instance, one transaction and one statement have at most this many contacts. */
    public static final int MOST_CONTACTS = 10_000;

    private final HoldStore store;
    private final SeenMessages seen;
    private final BotEvents events;
    private final BotObservers observers;
    private final Clock clock;

    Holds(HoldStore store, SeenMessages seen, BotEvents events, BotObservers observers, Clock clock) {
        this.store = store;
        this.observers = observers;
        this.seen = seen;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Locks the contact until the transaction ends, so that every other change of it waits.
     *
     * @param named the contact, or an alias of it
     * @return the contact
     */
    public ContactId lock(ContactId named) {
        requireTransaction();
        return store.lock(named);
    }

    /**
     * Locks those contacts that no other transaction has locked, until the transaction ends, in the order of their ids. It waits for
     * no contact that was ever seen.
     *
     * @return the contacts by the names that were given; those that are missing have to be locked alone
     */
    public Map<ContactId, ContactId> lockFree(Collection<ContactId> named) {
        requireTransaction();
        return store.lockFree(named);
    }

    /**
     * Makes changes of contacts that {@link #lockFree} has locked. Of a contact that was never seen before, and for which they make
     * none, nothing is left.
     */
    public void underLocks(Runnable changes) {
        changes.run();
        store.deleteUnused();
    }

    /**
     * Locks the contact for a reader: what it reads next stays true until the transaction ends. A contact that was never paused or
     * answered has no row to lock, and is active.
     */
    public ContactId lockIfKnown(ContactId named) {
        requireTransaction();
        return store.lockIfKnown(named);
    }

    /**
     * Places a hold. The effect on existing holds depends on the cause:
     *
     * <ul>
     *   <li>an automatic cause adds its hold or extends its own; it never shortens or softens it and touches no other;
     *   <li>a workflow replaces the hold of its own cause;
     *   <li>a person ({@link Cause#MANUAL_CHANGE}) replaces every hold.
     * </ul>
     *
     * @param messageId the message that is the trigger, if it is one
     * @param keeper decides which process instance stands for the hold
     * @throws InvalidValueException if a requested deadline is not in the future, or the contact has as many causes as allowed
     */
    public Change place(ContactId contact, Pause asked, @Nullable String messageId, Origin origin, Keeper keeper) {
        Change change = placed(contact, asked, messageId, origin, keeper);
        if (change.effect() == Effect.PAUSED) {
            observers.tell(observer -> observer.paused(asked.cause(), 1));
        } else if (change.effect() == Effect.EXTENDED) {
            observers.tell(observer -> observer.extended(asked.cause()));
        }
        if (change.effect() == Effect.PAUSED && asked.cause().equals(Cause.MESSAGE_LIMIT)) {
            observers.tell(BotObserver::limitReached);
        }
        return change;
    }

    private Change placed(ContactId contact, Pause asked, @Nullable String messageId, Origin origin, Keeper keeper) {
        Cause cause = asked.cause();
        ContactChange work = begin(contact, cause, origin);
        Pause pause = asked.countedAt(work.now());
        Instant until = pause.until(pause.since());
        boolean over = until != null && !until.isAfter(work.now());
        Hold old = work.find(cause);
        boolean places = !over && (old == null || !cause.isAutomatic());
        String instance = places ? keeper.instanceFor(until) : origin.processInstanceId();
        if (cause.isMessage() || messageId != null) {
            SeenMessages.Share share = !over ? share(pause, old, instance) : null;
            work.askedBy(new SeenMessages.Message(idOf(messageId), cause.sender(), origin.certainty(), share));
        }
        if (over) {
            if (!cause.isAutomatic()) {
                throw new InvalidValueException("reactivateAt", until, "an instant later than now, " + work.now());
            }
            return work.done(Effect.IGNORED);
        }
        if (old != null && cause.isAutomatic()) {
            return extend(work, old, pause);
        }
        if (old == null && cause.isOwn() && work.ownCauses() >= Cause.MOST_OWN) {
            throw cause.isOneTooMany();
        }
        if (cause.equals(Cause.MANUAL_CHANGE)) {
            work.release(hold -> !hold.cause().equals(cause), pause.setBy(), pause.reason());
        }
        Hold hold = new Hold(cause, pause.status(), pause.since(), until, pause.reason(), pause.setBy(), instance);
        return work.place(
                Effect.PAUSED, old == null ? BotEvent.Type.PLACED : BotEvent.Type.REPLACED, hold, pause, until);
    }

    /**
     * Checks that a hold of this cause may be placed, while a flow can still take another path. {@link #place} checks again under
     * the contact's lock.
     *
     * @throws InvalidValueException if the contact has {@link Cause#MOST_OWN} holds with other builders' own causes
     */
    public void requireRoom(ContactId contact, Cause cause) {
        if (cause.isOwn()
                && !store.withoutRoom(cause, clock.instant(), contact.value()).isEmpty()) {
            throw cause.isOneTooMany();
        }
    }

    /** Those of the locked contacts that may get a hold of this cause. */
    public List<String> withRoom(Cause cause, List<String> contacts) {
        if (!cause.isOwn()) {
            return contacts;
        }
        Set<String> without = Set.copyOf(store.withoutRoom(cause, clock.instant(), contacts.toArray(String[]::new)));
        return contacts.stream().filter(contact -> !without.contains(contact)).toList();
    }

    /** What this pause asks of an existing hold or of its own; null if no process instance stands for it. */
    private static SeenMessages.@Nullable Share share(Pause pause, @Nullable Hold old, @Nullable String own) {
        String instance = old == null ? own : old.processInstanceId();
        Instant first = old == null ? pause.since() : old.since();
        return instance == null
                ? null
                : new SeenMessages.Share(pause.cause().sender(), instance, pause.status(), pause.until(first));
    }

    private static Change extend(ContactChange work, Hold old, Pause pause) {
        boolean harder = pause.status().harderThan(old.status());
        if (!pause.repeats().extend() && !harder) {
            return work.done(Effect.NONE);
        }
        BotStatus status = harder ? pause.status() : old.status();
        Instant until = Deadline.latest(old.until(), pause.until(old.since()));
        if (status == old.status() && Objects.equals(until, old.until())) {
            return work.done(Effect.NONE);
        }
        Hold hold =
                new Hold(old.cause(), status, old.since(), until, old.reason(), old.setBy(), old.processInstanceId());
        // A hold that was made harder keeps its deadline, so it cannot tell which repeats are too old to pause.
        Pause from = pause.repeats().extend() ? pause : pause.decidedAnew();
        return work.place(Effect.EXTENDED, BotEvent.Type.EXTENDED, hold, from, until);
    }

    /**
     * The short path for a repeated trigger: one statement moves the deadline of a live hold that the same policy made for the same
     * attributes. Must run outside a transaction.
     *
     * @return the outcome; empty if the policy has to be asked and {@link #place} be called
     */
    public Optional<TriggerOutcome> repeat(
            ContactId contact, Cause cause, UUID policyKey, Instant happened, Source source) {
        Instant now = clock.instant();
        Instant since = happened.isAfter(now) ? now : happened;
        try {
            Optional<TriggerOutcome> repeat = store.repeat(contact, cause, policyKey, since, source, now);
            if (repeat.isPresent() && repeat.get().effect() == Effect.EXTENDED) {
                observers.tell(observer -> observer.extended(cause));
            }
            return repeat;
        } catch (DuplicateKeyException | ConcurrencyFailureException e) {
            // The same message at the same time, or a deadlock: place finds the seen message, and retries.
            return Optional.empty();
        }
    }

    /**
     * A trigger for which the policy places no hold: remembers the message, and writes an event, so that the history tells why the
     * bot did not stop. The status and its epoch stay.
     *
     * @param by who wrote, if that is known
     * @param reason of the policy
     */
    public Change note(
            ContactId contact,
            Cause cause,
            @Nullable String messageId,
            @Nullable String by,
            @Nullable String reason,
            Origin origin) {
        ContactChange work = begin(contact, cause, origin);
        if (messageId != null
                && !seen.add(
                        work.contact(),
                        new SeenMessages.Message(messageId, cause.sender(), origin.certainty(), null),
                        work.now())) {
            return work.done(Effect.DUPLICATE);
        }
        boolean isLimit = cause.equals(Cause.MESSAGE_LIMIT);
        work.note(isLimit ? BotEvent.Type.LIMIT_REACHED : BotEvent.Type.NO_PAUSE, by, reason);
        if (isLimit) {
            observers.tell(BotObserver::limitReached);
        }
        return work.done(Effect.NONE);
    }

    /**
     * Sets the bot active. A person ({@link Cause#MANUAL_CHANGE}) releases every hold. A workflow releases all but those of a
     * person and an opt-out, unless it overrides. The next reply opens a new window of the message limit.
     */
    public Change release(
            ContactId contact,
            Cause cause,
            boolean override,
            @Nullable String setBy,
            @Nullable String reason,
            Origin origin) {
        ContactChange work = begin(contact, cause, origin);
        boolean all = override || cause.equals(Cause.MANUAL_CHANGE);
        store.closeReplyWindow(work.contact());
        work.release(hold -> all || !hold.cause().isKeptByWorkflows(), setBy, reason);
        return work.done(work.releasedNone() ? Effect.NONE : Effect.RELEASED);
    }

    /**
     * Takes back the effect of a message that counted as a person's or a workflow's and is the bot's own. The hold ends, or lasts
     * as long as the other messages that met it asked for. From now on the message counts as the bot's.
     *
     * @param by the caller that claims the message, for the history; null if a platform does
     * @param reason for the history
     */
    public TakenBack takeBack(ContactId named, String messageId, @Nullable String by, String reason, Origin origin) {
        ContactId contact = lock(named);
        SeenMessages.Share share = seen.share(contact, messageId).orElse(null);
        Cause cause =
                share != null && share.sender() == Sender.WORKFLOW ? Cause.WORKFLOW_MESSAGE : Cause.MANUAL_MESSAGE;
        ContactChange work = begin(contact, cause, origin);
        Hold hold = work.find(cause);
        List<SeenMessages.Share> others = share == null ? List.of() : seen.sharesBeside(contact, messageId, share);
        seen.wasTheBot(contact, messageId);
        if (share == null || hold == null || !share.processInstanceId().equals(hold.processInstanceId())) {
            return new TakenBack(work.done(Effect.NONE), null); // no hold was met, or it has ended since
        }
        Hold left = asAskedBy(hold, others);
        if (left == null || !left.isLive(work.now())) {
            work.release(hold::equals, by, reason);
            return new TakenBack(work.done(Effect.RELEASED), null);
        }
        if (left.equals(hold)) {
            return new TakenBack(work.done(Effect.NONE), null);
        }
        work.soften(left, by, reason);
        return new TakenBack(work.done(Effect.RELEASED, left.until()), left.processInstanceId());
    }

    /** The hold as if only these messages had asked for it, never longer or harder than it is; null if none did. */
    private static @Nullable Hold asAskedBy(Hold hold, List<SeenMessages.Share> shares) {
        if (shares.isEmpty()) {
            return null;
        }
        BotStatus hardest = BotStatus.SNOOZED;
        Instant latest = Instant.MIN;
        for (SeenMessages.Share share : shares) {
            hardest = share.status().harderThan(hardest) ? share.status() : hardest;
            latest = Deadline.latest(latest, share.until());
        }
        BotStatus softer = hardest.harderThan(hold.status()) ? hold.status() : hardest;
        return new Hold(
                hold.cause(),
                softer,
                hold.since(),
                Deadline.earliest(hold.until(), latest),
                hold.reason(),
                hold.setBy(),
                hold.processInstanceId());
    }

    /**
     * Ends the due holds of one process instance; other holds of its contacts stay. It takes {@code turn} contacts at a time. A
     * passed deadline alone is no status change.
     *
     * @param turn how many contacts at most
     */
    public Expiry expire(String processInstanceId, @Nullable String activityId, int turn) {
        return expire(processInstanceId, activityId, turn, () -> {});
    }

    /**
     * Ends the due holds as {@link #expire(String, String, int)} does.
     *
     * @param first runs after the holds have ended, before the method checks whether the instance has others
     */
    public Expiry expire(String processInstanceId, @Nullable String activityId, int turn, Runnable first) {
        List<StatusChange> ended = endDue(processInstanceId, activityId, turn);
        first.run();
        return store.expiry(processInstanceId, ended);
    }

    /**
     * Locks contacts whose holds are all due, those for longest, without those that another transaction has locked.
     *
     * @param most how many contacts at most
     */
    public List<DueHold> lockDue(int most) {
        requireTransaction();
        return store.lockDue(clock.instant(), most);
    }

    /**
     * Ends due holds of several process instances, whose contacts are locked.
     *
     * @param ended takes the status changes of all of them
     * @return what each instance still waits for
     */
    public Map<String, Expiry> expire(
            List<DueHold> due, @Nullable String activityId, Consumer<List<StatusChange>> ended) {
        requireTransaction();
        Instant now = clock.instant();
        Set<String> instances = due.stream().map(DueHold::processInstanceId).collect(Collectors.toSet());
        List<String> contacts = due.stream().map(DueHold::contactId).distinct().toList();
        ended.accept(told(store.end(instances, contacts, now, null, null, activityId, now), now));
        return store.expiries(instances);
    }

    private List<StatusChange> endDue(String processInstanceId, @Nullable String activityId, int turn) {
        requireTransaction();
        Instant now = clock.instant();
        // Locks contacts without a due hold too. So a release waits until the instance has its new timer, and ends
        // that.
        List<String> contacts = store.lockContactsOf(processInstanceId, turn);
        return contacts.isEmpty()
                ? List.of()
                : told(store.end(List.of(processInstanceId), contacts, now, null, null, activityId, now), now);
    }

    private List<StatusChange> told(List<HoldStore.Ended> ended, Instant now) {
        List<Instant> deadlines = ended.stream()
                .map(HoldStore.Ended::until)
                .filter(until -> until != null && !until.isAfter(now))
                .toList();
        passed(deadlines, now);
        return ended.stream().map(HoldStore.Ended::change).toList();
    }

    private void passed(List<Instant> deadlines, Instant now) {
        if (!deadlines.isEmpty()) {
            List<Duration> lags = deadlines.stream()
                    .map(deadline -> Duration.between(deadline, now))
                    .toList();
            observers.tell(observer -> observer.reactivated(lags));
        }
    }

    /** Ends every hold of a process instance that is being deleted, so that no contact stays paused by a missing instance. */
    public List<StatusChange> abandon(String processInstanceId, @Nullable String reason) {
        requireTransaction();
        List<StatusChange> ended = new ArrayList<>();
        for (List<String> contacts = store.lockContactsOf(processInstanceId, MOST_CONTACTS);
                !contacts.isEmpty();
                contacts = store.lockContactsOf(processInstanceId, MOST_CONTACTS)) {
            ended.addAll(endAll(processInstanceId, contacts, null, reason, null));
        }
        return ended;
    }

    /**
     * Ends holds of a process instance because a caller requests it.
     *
     * @param turn how many contacts at a time
     */
    public Expiry release(
            String processInstanceId,
            @Nullable String setBy,
            @Nullable String reason,
            @Nullable String activityId,
            int turn) {
        requireTransaction();
        List<String> contacts = store.lockContactsOf(processInstanceId, turn);
        return store.expiry(
                processInstanceId,
                contacts.isEmpty() ? List.of() : endAll(processInstanceId, contacts, setBy, reason, activityId));
    }

    private List<StatusChange> endAll(
            String processInstanceId,
            List<String> contacts,
            @Nullable String setBy,
            @Nullable String reason,
            @Nullable String activityId) {
        Instant now = clock.instant();
        return told(store.end(List.of(processInstanceId), contacts, null, setBy, reason, activityId, now), now);
    }

    /**
     * Deletes all that is stored of a contact.
     *
     * @return the process instances that waited for its holds and have nothing left to wait for
     */
    public Set<String> forget(ContactId named) {
        // A contact without a row gets one for a moment. Otherwise its first pause could come in between and lose half
        // of itself.
        return store.finished(store.forget(lock(named)));
    }

    /** Locks the contacts that have holds of a process instance, at most {@link #MOST_CONTACTS} of them. */
    public List<String> lockContactsOf(String processInstanceId) {
        requireTransaction();
        return store.lockContactsOf(processInstanceId, MOST_CONTACTS);
    }

    /**
     * Ends the due holds of these contacts, whose process instance has missed their deadline. The contacts are locked. It does not
     * count as a reactivation.
     */
    public Expiry expireMissed(String processInstanceId, List<String> contacts, @Nullable String by, String reason) {
        Instant now = clock.instant();
        List<StatusChange> ended = contacts.isEmpty()
                ? List.of()
                : store.end(List.of(processInstanceId), contacts, now, by, reason, null, now).stream()
                        .map(HoldStore.Ended::change)
                        .toList();
        return store.expiry(processInstanceId, ended);
    }

    /** Derives the row of a locked contact from its holds. A reply that was asked for before is refused then. */
    public void deriveRow(ContactId contact) {
        store.derive(contact, true);
    }

    /** Those process instances that have no hold any more and can get none. */
    public Set<String> finished(Collection<String> processInstanceIds) {
        return store.finished(processInstanceIds);
    }

    /** Decides which process instance stands for a hold that is being placed, and notices when its deadline has passed. */
    public interface Keeper {

        /** The instance for a hold until this deadline; null: until released. */
        @Nullable
        String instanceFor(@Nullable Instant until);
    }

    private ContactChange begin(ContactId contact, Cause cause, Origin origin) {
        requireTransaction();
        HoldStore.Found found = store.lockAndFind(contact);
        Instant now = clock.instant();
        ContactChange work = new ContactChange(store, seen, events, cause, origin, found, now);
        passed(work.passed(), now);
        return work;
    }

    static void requireTransaction() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A change of a contact's holds needs a transaction that holds its lock.");
        }
    }

    /** A message that nobody gave an id is one more message that asks for the hold, and is remembered under one that we make. */
    public static String idOf(@Nullable String messageId) {
        return messageId == null ? "unnamed " + UUID.randomUUID() : messageId;
    }
}
