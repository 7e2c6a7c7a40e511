package io.botstatus.reply;

import io.botstatus.pause.ContactLock;
import io.botstatus.status.BotMode;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactState;
import io.botstatus.status.ContactStates;
import io.botstatus.status.Settings;
import io.botstatus.status.hold.BotObservers;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Answers the bot's question before each reply, and keeps the message limit. Safe for any number of bots, threads and nodes:
 *
 * <ol>
 *   <li>One statement grants, counts and remembers the reply, on the contact's row.
 *   <li>If it does not (a refusal, a repeated question, the last reply of a window), a transaction takes the row's lock and
 *       decides. The last reply is granted and pauses the bot in that transaction.
 * </ol>
 *
 * <p>So a bot that asks after a pause was acknowledged is refused, and the limit is never exceeded. A repeated question is
 * idempotent: it is granted again without being counted while nothing has changed, and refused once something has. Of several
 * replies to one message, one is granted.
 */
public final class ReplyPermits {

    private final PermitStore store;
    private final MessageLimit limit;
    private final ContactStates states;
    private final ContactLock lock;
    private final BotObservers observers;
    private final Clock clock;

    ReplyPermits(
            PermitStore store,
            MessageLimit limit,
            ContactStates states,
            ContactLock lock,
            BotObservers observers,
            Clock clock) {
        this.store = store;
        this.limit = limit;
        this.states = states;
        this.lock = lock;
        this.observers = observers;
        this.clock = clock;
    }

    /**
     * Asks for one reply.
     *
     * @param replyId the bot's own id of the reply, the same if it asks again
     * @param epoch the epoch that the bot read when it began to write; null: the bot does not say
     */
    public ReplyPermit ask(ContactId contact, String replyId, @Nullable Long epoch) {
        return ask(contact, new ReplyRequest(replyId, epoch, null, null));
    }

    /** Asks for one reply. */
    public ReplyPermit ask(ContactId contact, ReplyRequest reply) {
        ReplyPermit permit = grant(contact, reply)
                .map(granted -> ReplyPermit.granted(false, granted.remaining(), granted.epoch(), BotStatus.ACTIVE))
                .orElseGet(() -> lock.inTransaction(() -> decide(contact, reply)));
        Refusal because = permit.because();
        observers.tell(observer -> {
            if (because == null) {
                observer.permitGranted(permit.duplicate());
            } else {
                observer.permitRefused(because);
            }
        });
        return permit;
    }

    private Optional<PermitStore.Granted> grant(ContactId contact, ReplyRequest reply) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return Optional.empty(); // a collision would doom the caller's transaction
        }
        try {
            return store.grant(contact, reply, clock.instant());
        } catch (DuplicateKeyException | ConcurrencyFailureException e) {
            // The same question at the same time, another reply to the same message, or a deadlock: the transaction
            // decides.
            return Optional.empty();
        }
    }

    private ReplyPermit decide(ContactId named, ReplyRequest reply) {
        Long epoch = reply.epoch();
        ContactState glance = states.of(named);
        if (glance.epoch() == 0
                && Refusal.of(glance, epoch).isPresent()
                && store.seen(glance.contact(), reply.replyId()).isEmpty()) {
            return refused(
                    glance, Refusal.of(glance, epoch).get(), epoch, false); // no row for a contact that was never seen
        }
        ContactId contact = lock.take(named);
        ContactState state = states.of(contact);
        Optional<PermitStore.Seen> before = store.seen(contact, reply.replyId());
        if (before.isPresent()) {
            return again(state, before.get().replyEpoch(), epoch);
        }
        return Refusal.of(state, epoch)
                .or(() -> answered(contact, reply))
                .map(refusal -> refused(state, refusal, epoch, false))
                .orElseGet(() -> grantUnderLock(state, reply));
    }

    private Optional<Refusal> answered(ContactId contact, ReplyRequest reply) {
        return reply.answers() != null && store.isAnswered(contact, reply.answers())
                ? Optional.of(Refusal.ANSWERED)
                : Optional.empty();
    }

    /**
     * The permit still stands while the epoch is the one that it left behind, its own limit hold included. A reply that was
     * reported without a permit was counted then. It is judged by the epoch that the bot states now.
     */
    private static ReplyPermit again(ContactState state, @Nullable Long grantedAt, @Nullable Long epoch) {
        boolean stands = grantedAt == null
                ? Refusal.of(state, epoch).isEmpty()
                : state.mode() == BotMode.AUTO_PILOT && grantedAt == state.epoch();
        if (stands) {
            return ReplyPermit.granted(true, remaining(state), state.epoch(), state.status());
        }
        Long fence = grantedAt == null ? epoch : grantedAt;
        return refused(state, Refusal.of(state, fence).orElse(Refusal.EPOCH_CHANGED), fence, true);
    }

    private ReplyPermit grantUnderLock(ContactState found, ReplyRequest reply) {
        ContactState state = found;
        Settings rules = limit.rules();
        Instant now = clock.instant();
        if (state.replies().used() >= rules.messageLimit()) {
            // The limit was lowered below what is used: it counts from now on.
            limit.reached(state, rules, MessageLimit.windowStart(state, rules, now));
            state = states.of(state.contact());
            if (state.status() != BotStatus.ACTIVE) {
                return refused(state, Refusal.MESSAGE_LIMIT, null, false);
            }
        }
        int remaining = Math.max(rules.messageLimit() - state.replies().used() - 1, 0);
        BotStatus status = limit.count(state, rules, now).status();
        long epoch = states.of(state.contact()).epoch();
        store.remember(state.contact(), reply, epoch, now);
        return ReplyPermit.granted(false, remaining, epoch, status);
    }

    private static ReplyPermit refused(ContactState state, Refusal because, @Nullable Long epoch, boolean duplicate) {
        boolean draft = because == Refusal.MODE && Refusal.allowsDraft(state, epoch);
        return new ReplyPermit(false, because, draft, duplicate, remaining(state), state.epoch(), state.status());
    }

    /** None while the limit pauses the bot, though its window is closed. */
    private static int remaining(ContactState state) {
        boolean limited = state.holds().stream().anyMatch(hold -> hold.cause().equals(Cause.MESSAGE_LIMIT));
        return limited ? 0 : Math.max(state.replies().limit() - state.replies().used(), 0);
    }
}
