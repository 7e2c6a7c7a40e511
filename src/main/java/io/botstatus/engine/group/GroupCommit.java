package io.botstatus.engine.group;

import io.botstatus.database.Unavailable;
import io.botstatus.engine.ProcessInstances;
import io.botstatus.engine.Transactions;
import io.botstatus.status.ContactId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.camunda.bpm.engine.IdentityService;

/**
 * Lets changes of different contacts that come at the same time share one command of the engine and one transaction. The engine
 * then writes the rows of all of them together, and the database commits once.
 *
 * <ol>
 *   <li>A change that comes while few groups are at work begins at once, alone or with those that wait. No change waits for a
 *       group to fill. A change that comes later waits until a group has ended; then the first one in the queue leads the next
 *       group, in its own thread, for up to {@link #MOST} changes.
 *   <li>A contact is once in a group. The leader locks the rows of all contacts with one statement, in the order of their ids, and
 *       waits for no row: a change of a contact that another transaction has locked is made alone.
 *   <li>A group takes no further change after a time, commonly {@link #LONGEST}. Those that are left come first in the next one.
 *   <li>A refusal is the answer of the one change. If the group fails otherwise, it is rolled back and each change is made alone,
 *       in its own thread, so that only the culprit fails. Only if the commit itself is in doubt, all its changes get that failure.
 * </ol>
 *
 * <p>Each change is made with the engine's authentication and the log fields of its caller. Thread-safe.
 */
public final class GroupCommit {

    /** A group has at most this many changes. */
    static final int MOST = 50;

    /** How long a group takes further changes, by default: a caller's answer waits for the whole group. */
    public static final Duration LONGEST = Duration.ofMillis(20);

    private final Transactions transactions;
    private final ProcessInstances engine;
    private final IdentityService identities;
    private final Function<Collection<ContactId>, Map<ContactId, ContactId>> lock;
    private final Consumer<Runnable> underLocks;
    private final int mostGroups;
    private final Duration longest;

    private final Deque<Member<?>> waiting = new ArrayDeque<>();
    private int groups;

    /**
     * @param lock locks contacts until the transaction ends, without those that another transaction has locked. It returns the
     *     locked contacts by the given names
     * @param underLocks makes the changes of a group, whose contacts are locked
     * @param mostGroups how many groups may be at work at the same time
     * @param longest how long a group takes further changes
     */
    public GroupCommit(
            Transactions transactions,
            ProcessInstances engine,
            IdentityService identities,
            Function<Collection<ContactId>, Map<ContactId, ContactId>> lock,
            Consumer<Runnable> underLocks,
            int mostGroups,
            Duration longest) {
        this.transactions = transactions;
        this.engine = engine;
        this.identities = identities;
        this.lock = lock;
        this.underLocks = underLocks;
        this.mostGroups = mostGroups;
        this.longest = longest;
    }

    /** Makes the change, and returns its answer after the commit. Call this outside a transaction. */
    public <T> T make(GroupedChange<T> change) {
        Member<T> own = new Member<>(change, Caller.ofThisThread(identities));
        Member.Turn turn = mayLead(own) ? Member.Turn.LEAD : own.await();
        if (turn == Member.Turn.LEAD) {
            turn = lead(own);
        }
        return turn == Member.Turn.ALONE ? own.makeAlone() : own.result();
    }

    private synchronized boolean mayLead(Member<?> own) {
        if (groups < mostGroups) {
            groups++;
            return true;
        }
        waiting.add(own);
        return false;
    }

    /** Works for a group, and tells the others what to do next. Returns what to do with the leader's own change. */
    private Member.Turn lead(Member<?> own) {
        Group group = new Group(List.of(own));
        try {
            group = new Group(membersFor(own));
            group.commit();
        } finally {
            // Whatever has happened: the next group begins, and no caller waits for ever.
            passOn(group.left);
            group.tellAllBut(own);
        }
        return group.turnOf(own);
    }

    /** The leader's own change first, then those that wait, in the order in which they came: each contact once. */
    private synchronized List<Member<?>> membersFor(Member<?> own) {
        List<Member<?>> members = new ArrayList<>(List.of(own));
        Set<ContactId> contacts = new HashSet<>(Set.of(own.named()));
        for (Iterator<Member<?>> queue = waiting.iterator(); queue.hasNext() && members.size() < MOST; ) {
            Member<?> next = queue.next();
            if (contacts.add(next.named())) {
                members.add(next);
                queue.remove();
            }
        }
        return members;
    }

    private synchronized void passOn(List<Member<?>> left) {
        for (int last = left.size() - 1; last >= 0; last--) {
            waiting.addFirst(left.get(last));
        }
        Member<?> next = waiting.poll();
        if (next == null) {
            groups--;
        } else {
            next.next(Member.Turn.LEAD);
        }
    }

    /** The changes of one transaction. Used by the leader's thread alone. */
    private final class Group {

        private final List<Member<?>> members;
        private final List<Member<?>> done = new ArrayList<>();
        private final List<Member<?>> left = new ArrayList<>();
        private Progress progress = Progress.NOT_BEGUN;

        Group(List<Member<?>> members) {
            this.members = members;
        }

        void commit() {
            try {
                transactions.once(() -> {
                    progress = Progress.BEGUN;
                    engine.inCommand(this::makeAll);
                    progress = Progress.MADE;
                });
            } catch (RuntimeException | Error e) {
                failed(e);
            }
        }

        private void failed(Throwable e) {
            boolean isAll = Unavailable.isCauseOf(e);
            if (isAll && progress == Progress.NOT_BEGUN) {
                // Without a connection for the group, there is none for its members either.
                done.addAll(members);
                members.forEach(member -> member.fail(e));
            } else if (isAll && progress == Progress.MADE) {
                done.stream().filter(member -> !member.isRefused()).forEach(member -> member.fail(e));
            } else if (members.size() == 1 && !Transactions.isLost(e)) {
                done.forEach(member -> member.fail(e));
            } else {
                done.clear();
            }
        }

        private void makeAll() {
            long end = System.nanoTime() + longest.toNanos();
            Map<ContactId, ContactId> locked =
                    lock.apply(members.stream().map(Member::named).toList());
            underLocks.accept(() -> make(locked, end));
        }

        private void make(Map<ContactId, ContactId> locked, long end) {
            Caller leader = Caller.ofThisThread(identities);
            Set<ContactId> contacts = new HashSet<>();
            try {
                for (Member<?> member : members) {
                    ContactId contact = locked.get(member.named());
                    if (contact == null) {
                        continue; // another transaction has it
                    }
                    // Two names may be one contact's.
                    if (!contacts.add(contact) || (!done.isEmpty() && System.nanoTime() > end)) {
                        left.add(member);
                        continue;
                    }
                    done.add(member);
                    member.caller().takeOver(identities);
                    member.makeInGroup(contact);
                }
            } finally {
                leader.takeOver(identities);
            }
        }

        void tellAllBut(Member<?> leader) {
            for (Member<?> member : members) {
                if (member != leader && !left.contains(member)) {
                    member.next(turnOf(member));
                }
            }
        }

        Member.Turn turnOf(Member<?> member) {
            return done.contains(member) ? Member.Turn.RETURN : Member.Turn.ALONE;
        }
    }

    /** How far a group has come: whether its failure is a member's, or the database's. */
    private enum Progress {
        NOT_BEGUN,
        BEGUN,
        /** Nothing is left but the commit. If that fails without an answer, it may have been done. */
        MADE
    }
}
