package io.botstatus.reply;

import io.botstatus.pause.ContactLock;
import io.botstatus.status.Cause;
import io.botstatus.status.Certainty;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactState;
import io.botstatus.status.ContactStates;
import io.botstatus.status.Sender;
import io.botstatus.status.Settings;
import io.botstatus.status.hold.Effect;
import io.botstatus.status.hold.SeenMessages;
import io.botstatus.status.hold.TriggerOutcome;
import java.time.Clock;
import java.time.Instant;

/** Messages that the bot has sent without asking: they are counted against the message limit, once each. Thread-safe. */
public final class UnpermittedReplies {

    private final PermitStore store;
    private final MessageLimit limit;
    private final ContactStates states;
    private final SeenMessages seen;
    private final ContactLock lock;
    private final Clock clock;

    UnpermittedReplies(
            PermitStore store,
            MessageLimit limit,
            ContactStates states,
            SeenMessages seen,
            ContactLock lock,
            Clock clock) {
        this.store = store;
        this.limit = limit;
        this.states = states;
        this.seen = seen;
        this.lock = lock;
        this.clock = clock;
    }

    /**
     * Counts a message.
     *
     * @param certainty how sure it is that the bot sent it
     * @return whether it reached the limit and so paused the bot
     */
    public TriggerOutcome sent(ContactId named, String messageId, Instant sentAt, Certainty certainty) {
        return lock.under(named, contact -> {
            Instant now = clock.instant();
            if (!seen.add(contact, messageId, Sender.BOT, certainty, now)) {
                return new TriggerOutcome(Effect.DUPLICATE, states.of(contact).status());
            }
            ContactState state = states.of(contact);
            Settings rules = limit.rules();
            if (!sentAt.plus(rules.messageLimitWindow()).isAfter(now)) {
                return new TriggerOutcome(Effect.IGNORED, state.status());
            }
            if (state.holds().stream().anyMatch(hold -> hold.cause().equals(Cause.MESSAGE_LIMIT))) {
                return new TriggerOutcome(Effect.NONE, state.status()); // the window is closed, and the hold speaks
            }
            store.noteCounted(contact, messageId);
            return limit.count(state, rules, sentAt.isAfter(now) ? now : sentAt);
        });
    }
}
