package io.botstatus.message;

import io.botstatus.pause.BotPauses;
import io.botstatus.pause.ContactLock;
import io.botstatus.pause.Trigger;
import io.botstatus.reply.SentReplies;
import io.botstatus.reply.UnpermittedReplies;
import io.botstatus.status.Cause;
import io.botstatus.status.Certainty;
import io.botstatus.status.ContactStates;
import io.botstatus.status.Sender;
import io.botstatus.status.hold.Effect;
import io.botstatus.status.hold.SeenMessages;
import io.botstatus.status.hold.TriggerOutcome;
import java.time.Clock;
import java.util.Optional;

/** What follows from a message, by who wrote it. Each message id has its effect once. Thread-safe. */
final class MessageEffects {

    private final BotPauses pauses;
    private final UnpermittedReplies unpermitted;
    private final SeenMessages seen;
    private final ContactStates states;
    private final ContactLock lock;
    private final Clock clock;

    MessageEffects(
            BotPauses pauses,
            UnpermittedReplies unpermitted,
            SeenMessages seen,
            ContactStates states,
            ContactLock lock,
            Clock clock) {
        this.pauses = pauses;
        this.unpermitted = unpermitted;
        this.seen = seen;
        this.states = states;
        this.lock = lock;
        this.clock = clock;
    }

    TriggerOutcome of(Message message) {
        return switch (message.sender()) {
            case HUMAN -> trigger(message, message.trigger(Cause.MANUAL_MESSAGE));
            case WORKFLOW -> trigger(message, message.trigger(Cause.WORKFLOW_MESSAGE));
            case BOT -> unpermitted.sent(message.contact(), message.messageId(), message.sentAt(), Certainty.WORD);
            case CONTACT -> note(message);
        };
    }

    private TriggerOutcome trigger(Message message, Trigger trigger) {
        TriggerOutcome outcome = pauses.report(trigger);
        return outcome.effect() == Effect.DUPLICATE
                        && !message.source().certainty().isACallers()
                ? corrected(message, trigger).orElse(outcome)
                : outcome;
    }

    /**
     * A platform tells who wrote a message of which only callers have spoken before, who may have made it up: then it has its
     * effect after all. Under the contact's lock, so that of two deliveries one has it.
     *
     * @return nothing if what was known of the message is as sure as this
     */
    private Optional<TriggerOutcome> corrected(Message message, Trigger trigger) {
        return lock.under(message.contact(), contact -> seen.known(contact, message.messageId())
                .filter(known -> isSurer(message, known))
                .map(known -> {
                    seen.correct(
                            contact,
                            message.messageId(),
                            message.sender(),
                            message.source().certainty());
                    return pauses.report(trigger.ofKnownMessage());
                }));
    }

    private static boolean isSurer(Message message, SeenMessages.Known known) {
        if (message.sender() == Sender.WORKFLOW && known.sender() == Sender.HUMAN) {
            return false; // the worse mistake
        }
        return message.source().certainty() == Certainty.PROOF
                ? known.certainty() != Certainty.PROOF
                        && (known.certainty().isACallers() || known.sender() != Sender.HUMAN)
                : known.certainty().isACallers() && !SentReplies.isOneOf(known, message.sentAt());
    }

    /** The contact's own message never changes anything: neither does it pause the bot nor does it end a pause. */
    private TriggerOutcome note(Message message) {
        return lock.inTransaction(() -> {
            boolean news = seen.add(
                    message.contact(),
                    message.messageId(),
                    Sender.CONTACT,
                    message.source().certainty(),
                    clock.instant());
            return new TriggerOutcome(
                    news ? Effect.NONE : Effect.DUPLICATE,
                    states.of(message.contact()).status());
        });
    }
}
