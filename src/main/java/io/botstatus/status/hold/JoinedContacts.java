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
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One person under several ids. An alias stands for its contact, and has nothing of its own. Safe for any number of threads and
 * nodes: a join locks both contacts' rows. Whoever waits for the row of the alias meanwhile, as a permit does, reads there that it
 * is joined.
 */
public final class JoinedContacts {

    private static final Cause ALIAS = new Cause("alias");

    private final HoldStore holds;
    private final JoinStore joins;
    private final BotEvents events;
    private final Clock clock;

    JoinedContacts(HoldStore holds, JoinStore joins, BotEvents events, Clock clock) {
        this.holds = holds;
        this.joins = joins;
        this.events = events;
        this.clock = clock;
    }

    /** The ids that stand for the contact, in their order. */
    public List<ContactId> aliases(ContactId contact) {
        return joins.aliases(contact);
    }

    /**
     * Makes two contacts one, in the caller's transaction. What the first has goes to the second: holds, replies of the window,
     * messages, history and aliases. Of two holds of one cause, the harder status and the later deadline count.
     *
     * @param alias an id of the person; if it stands for another contact, that one is joined too
     * @param named the contact, or an alias of it
     * @param setBy who says so, for the history; null if a platform does
     * @param reason for the history
     * @return the change of the contact; empty if the ids are one contact already, or nothing is known of the alias
     */
    public Optional<Change> join(ContactId alias, ContactId named, @Nullable String setBy, String reason) {
        Holds.requireTransaction();
        List<ContactId> pair = lockBoth(alias, named);
        ContactId from = pair.get(0);
        ContactId to = pair.get(1);
        if (from.equals(to)) {
            return Optional.empty();
        }
        joins.lockAliases(from);
        Instant now = clock.instant();
        if (joins.isUnknown(from)) {
            // Nothing changes for the contact, so a reply under way stays granted.
            joins.point(from, to);
            if (setBy != null) {
                List<Hold> live = live(holds.lockAndFind(to).holds(), now);
                BotStatus status = BotStatus.of(live);
                StatusChange none = new StatusChange(to, ALIAS, status, status, Deadline.ofContact(live));
                tell(BotEvent.Type.JOINED, now, none, List.of(), setBy, reason, from);
            }
            return Optional.empty();
        }
        List<StatusChange> statuses = new ArrayList<>();
        Set<String> left = new HashSet<>();
        BotStatus ofAlias = settle(from, now, statuses, left);
        BotStatus before = settle(to, now, statuses, left);
        left.addAll(joins.join(from, to, now));
        holds.derive(to, true);
        List<Hold> live = holds.lockAndFind(to).holds();
        BotStatus after = BotStatus.of(live);
        StatusChange change = new StatusChange(to, ALIAS, before, after, Deadline.ofContact(live));
        tell(BotEvent.Type.JOINED, now, change, live, setBy, reason, from);
        statuses.add(change);
        // Flows that know the person by the alias hear of it under that id.
        statuses.add(new StatusChange(from, ALIAS, ofAlias, after, change.reactivateAt()));
        return Optional.of(new Change(Effect.NONE, after, statuses, null, List.of(), List.of(), holds.finished(left)));
    }

    /**
     * Makes an alias a contact of its own again, in the caller's transaction. It keeps the holds of the contact, so that nothing
     * that is held is let go.
     *
     * @return whether it was an alias of this contact
     */
    public boolean separate(ContactId alias, ContactId named, @Nullable String setBy) {
        Holds.requireTransaction();
        ContactId contact = holds.lockIfKnown(named);
        joins.lockAliases(contact);
        if (!joins.aliases(contact).contains(alias)) {
            return false;
        }
        Instant now = clock.instant();
        joins.separate(alias, contact);
        List<Hold> live = live(holds.lockAndFind(contact).holds(), now);
        BotStatus status = BotStatus.of(live);
        String reason = "No longer the same person: " + alias + " and " + contact;
        StatusChange none = new StatusChange(contact, ALIAS, status, status, Deadline.ofContact(live));
        tell(BotEvent.Type.SEPARATED, now, none, List.of(), setBy, reason, alias);
        StatusChange own = new StatusChange(alias, ALIAS, BotStatus.ACTIVE, status, Deadline.ofContact(live));
        tell(BotEvent.Type.SEPARATED, now, own, live, setBy, reason, contact);
        return true;
    }

    /** One event for each hold that the contact has from now on, and one if it has none. */
    private void tell(
            BotEvent.Type type,
            Instant now,
            StatusChange change,
            List<Hold> holds,
            @Nullable String setBy,
            String reason,
            ContactId other) {
        Origin origin = new Origin(null, null, other.value());
        holds.forEach(hold -> events.write(type, now, change, hold, setBy, reason, origin));
        if (holds.isEmpty()) {
            events.write(type, now, change, null, setBy, reason, origin);
        }
    }

    /** Locks the contacts of both ids in the order in which all contacts are locked, and returns them. */
    private List<ContactId> lockBoth(ContactId alias, ContactId named) {
        while (true) {
            ContactId from = holds.canonical(alias);
            ContactId to = holds.canonical(named);
            boolean still = Stream.of(from, to).sorted().distinct().allMatch(contact -> holds.lock(contact)
                    .equals(contact));
            if (still) {
                return List.of(from, to);
            }
        }
    }

    /** Ends what is due, so that the history has it before the join. */
    private BotStatus settle(ContactId contact, Instant now, List<StatusChange> statuses, Set<String> left) {
        HoldStore.Found found = holds.lockAndFind(contact);
        BotStatus was = BotStatus.of(found.holds());
        List<Hold> live = live(found.holds(), now);
        BotStatus status = BotStatus.of(live);
        List<Hold> due =
                found.holds().stream().filter(hold -> !hold.isLive(now)).toList();
        if (!due.isEmpty()) {
            holds.delete(contact, due.stream().map(Hold::cause).toList());
            for (Hold hold : due) {
                StatusChange change = new StatusChange(contact, hold.cause(), was, status, Deadline.ofContact(live));
                events.write(BotEvent.Type.EXPIRED, now, change, hold, null, hold.reason(), Origin.OUTSIDE);
                if (hold.processInstanceId() != null) {
                    left.add(hold.processInstanceId());
                }
            }
            statuses.add(new StatusChange(contact, due.get(0).cause(), was, status, Deadline.ofContact(live)));
        }
        return status;
    }

    private static List<Hold> live(List<Hold> stored, Instant now) {
        return stored.stream().filter(hold -> hold.isLive(now)).toList();
    }
}
