package io.botstatus.reply;

import io.botstatus.engine.Transactions;
import io.botstatus.pause.BotPauses;
import io.botstatus.status.BotMode;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.Certainty;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactState;
import io.botstatus.status.ContactStates;
import io.botstatus.status.Sender;
import io.botstatus.status.Settings;
import io.botstatus.status.SettingsStore;
import io.botstatus.status.hold.BotObservers;
import io.botstatus.status.hold.Effect;
import io.botstatus.status.hold.Holds;
import io.botstatus.status.hold.SeenMessages;
import io.botstatus.status.hold.TriggerOutcome;
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
 * idempotent: it is granted again without being counted while nothing has changed, and refused once something has.
 */
public final class ReplyPermits {

    private final PermitStore store;
    private final ContactStates states;
    private final Holds holds;
    private final SeenMessages seen;
    private final SettingsStore settings;
    private final BotPauses pauses;
    private final Transactions transactions;
    private final BotObservers observers;
    private final Clock clock;

    ReplyPermits(
            PermitStore store,
            ContactStates states,
            Holds holds,
            SeenMessages seen,
            SettingsStore settings,
            BotPauses pauses,
            Transactions transactions,
            BotObservers observers,
            Clock clock) {
        this.store = store;
        this.states = states;
        this.holds = holds;
        this.seen = seen;
        this.settings = settings;
        this.pauses = pauses;
        this.transactions = transactions;
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
        return ask(contact, replyId, epoch, null);
    }

    /**
     * Asks for one reply with the text that the bot is about to write. The text identifies the message when a platform sends it
     * back.
     *
     * @param content the hash of the text; null: the bot does not say
     */
    public ReplyPermit ask(ContactId contact, String replyId, @Nullable Long epoch, @Nullable ContentHash content) {
        String id = SeenMessages.id("replyId", replyId);
        ReplyPermit permit = grant(contact, id, epoch, content)
                .map(granted ->
                        new ReplyPermit(true, null, false, granted.remaining(), granted.epoch(), BotStatus.ACTIVE))
                .orElseGet(() -> transactions.run(() -> decide(contact, id, epoch, content)));
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

    /**
     * Counts a message that the bot has sent without a permit.
     *
     * @return whether it reached the limit and so paused the bot
     */
    public TriggerOutcome sent(ContactId contact, String messageId, Instant sentAt) {
        return sent(contact, messageId, sentAt, Certainty.WORD);
    }

    /** Counts a message that the bot has sent without a permit and that a platform may have delivered. */
    TriggerOutcome sent(ContactId contact, String messageId, Instant sentAt, Certainty certainty) {
        return transactions.run(() -> {
            Instant now = clock.instant();
            holds.lock(contact);
            if (!seen.add(contact, messageId, Sender.BOT, certainty, now)) {
                return new TriggerOutcome(Effect.DUPLICATE, states.of(contact).status());
            }
            ContactState state = states.of(contact);
            if (state.mode() != BotMode.AUTO_PILOT) {
                return new TriggerOutcome(Effect.NOT_AUTOMATED, state.status());
            }
            Settings rules = settings.read();
            if (!sentAt.plus(rules.messageLimitWindow()).isAfter(now)) {
                return new TriggerOutcome(Effect.IGNORED, state.status());
            }
            if (state.holds().stream().anyMatch(hold -> hold.cause().equals(Cause.MESSAGE_LIMIT))) {
                return new TriggerOutcome(Effect.NONE, state.status()); // the window is closed, and the hold decides
            }
            store.noteCounted(contact, messageId);
            return count(state, rules, sentAt.isAfter(now) ? now : sentAt);
        });
    }

    private Optional<PermitStore.Granted> grant(
            ContactId contact, String replyId, @Nullable Long epoch, @Nullable ContentHash content) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return Optional.empty(); // a collision would doom the caller's transaction
        }
        try {
            return store.grant(contact, replyId, epoch, content, clock.instant());
        } catch (DuplicateKeyException | ConcurrencyFailureException e) {
            // The same question at the same time, or a deadlock: the transaction retries.
            return Optional.empty();
        }
    }

    private ReplyPermit decide(ContactId contact, String replyId, @Nullable Long epoch, @Nullable ContentHash content) {
        ContactState glance = states.of(contact);
        if (glance.epoch() == 0
                && Refusal.of(glance, epoch).isPresent()
                && store.seen(contact, replyId).isEmpty()) {
            return refused(glance, Refusal.of(glance, epoch).get(), false); // no row for a contact that was never seen
        }
        holds.lock(contact);
        ContactState state = states.of(contact);
        Optional<PermitStore.Seen> before = store.seen(contact, replyId);
        if (before.isPresent()) {
            return again(state, before.get().replyEpoch(), epoch);
        }
        return Refusal.of(state, epoch)
                .map(refusal -> refused(state, refusal, false))
                .orElseGet(() -> grantUnderLock(state, replyId, content));
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
            return new ReplyPermit(true, null, true, remaining(state), state.epoch(), state.status());
        }
        Long fence = grantedAt == null ? epoch : grantedAt;
        return refused(state, Refusal.of(state, fence).orElse(Refusal.EPOCH_CHANGED), true);
    }

    private ReplyPermit grantUnderLock(ContactState found, String replyId, @Nullable ContentHash content) {
        ContactState state = found;
        Settings rules = settings.read();
        Instant now = clock.instant();
        if (state.replies().used() >= rules.messageLimit()) {
            // The limit was lowered below the replies already used: it counts from now on.
            limitReached(state, rules, windowStart(state, rules, now));
            state = states.of(state.contact());
            if (state.status() != BotStatus.ACTIVE) {
                return refused(state, Refusal.MESSAGE_LIMIT, false);
            }
        }
        int remaining = Math.max(rules.messageLimit() - state.replies().used() - 1, 0);
        BotStatus status = count(state, rules, now).status();
        long epoch = states.of(state.contact()).epoch();
        store.remember(state.contact(), replyId, epoch, content, now);
        return new ReplyPermit(true, null, false, remaining, epoch, status);
    }

    /** Counts one more reply, and places the hold of the limit if this reply reaches it. */
    private TriggerOutcome count(ContactState state, Settings rules, Instant at) {
        Instant start = windowStart(state, rules, at);
        int used = state.replies().used() + 1;
        if (used >= rules.messageLimit()) {
            return limitReached(state, rules, start);
        }
        store.count(state.contact(), used, start);
        return new TriggerOutcome(Effect.NONE, state.status());
    }

    private TriggerOutcome limitReached(ContactState state, Settings rules, Instant windowStart) {
        store.closeWindow(state.contact());
        return pauses.limitReached(state.contact(), rules, windowStart);
    }

    private static Instant windowStart(ContactState state, Settings rules, Instant otherwise) {
        Instant end = state.replies().windowEndsAt();
        return end == null ? otherwise : end.minus(rules.messageLimitWindow());
    }

    private static ReplyPermit refused(ContactState state, Refusal because, boolean duplicate) {
        return new ReplyPermit(false, because, duplicate, remaining(state), state.epoch(), state.status());
    }

    /** None while the limit pauses the bot, though its window is closed. */
    private static int remaining(ContactState state) {
        boolean limited = state.holds().stream().anyMatch(hold -> hold.cause().equals(Cause.MESSAGE_LIMIT));
        return limited ? 0 : Math.max(state.replies().limit() - state.replies().used(), 0);
    }
}
