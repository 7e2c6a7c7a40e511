package io.botstatus.message;

import io.botstatus.base.LogFields;
import io.botstatus.engine.Transactions;
import io.botstatus.pause.BotPauses;
import io.botstatus.pause.Trigger;
import io.botstatus.reply.ReplyPermits;
import io.botstatus.reply.SentReplies;
import io.botstatus.status.Cause;
import io.botstatus.status.Certainty;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactStates;
import io.botstatus.status.Sender;
import io.botstatus.status.hold.BotObservers;
import io.botstatus.status.hold.Effect;
import io.botstatus.status.hold.Holds;
import io.botstatus.status.hold.SeenMessages;
import io.botstatus.status.hold.TriggerOutcome;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Accepts reports of messages, and applies what follows from the author. Thread-safe. */
public final class Messages {

    private final BotPauses pauses;
    private final ReplyPermits permits;
    private final SentReplies sentReplies;
    private final Holds holds;
    private final SeenMessages seen;
    private final ContactStates states;
    private final Transactions transactions;
    private final BotObservers observers;
    private final Clock clock;

    Messages(
            BotPauses pauses,
            ReplyPermits permits,
            SentReplies sentReplies,
            Holds holds,
            SeenMessages seen,
            ContactStates states,
            Transactions transactions,
            BotObservers observers,
            Clock clock) {
        this.pauses = pauses;
        this.permits = permits;
        this.sentReplies = sentReplies;
        this.transactions = transactions;
        this.observers = observers;
        this.holds = holds;
        this.seen = seen;
        this.states = states;
        this.clock = clock;
    }

    /** Reports a message. It has its effect once for each message id, on any number of nodes. */
    public Report report(Message message) {
        Report report = LogFields.of(message.contact().value(), () -> own(message)
                .orElseGet(() -> Report.of(message, message.sender(), message.evidence(), effect(message))));
        observers.tell(observer ->
                observer.messageReported(report.sender(), report.duplicate() ? Effect.DUPLICATE : report.effect()));
        return report;
    }

    /** Reports several messages at once: all of them have their effect, or none. */
    public List<Report> report(List<Message> messages) {
        if (messages.size() == 1) {
            return List.of(report(messages.get(0))); // which is one transaction, and a shorter one
        }
        // In the order in which contacts are locked everywhere. Messages of one contact keep their order.
        List<Message> ordered = messages.stream()
                .sorted(Comparator.comparing(message -> message.contact().value()))
                .toList();
        return transactions.run(() -> {
            // In opposite orders, two deliveries of one contact's messages would each wait for an id of the other's.
            contactsOfSeveral(ordered).forEach(holds::lock);
            return ordered.stream().map(this::report).toList();
        });
    }

    private static SortedSet<ContactId> contactsOfSeveral(List<Message> messages) {
        Set<ContactId> seen = new HashSet<>();
        return messages.stream()
                .map(Message::contact)
                .filter(contact -> !seen.add(contact))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Optional<Report> own(Message message) {
        return message.echo() == null || message.sender() == Sender.CONTACT
                ? Optional.empty()
                : sentReplies
                        .recognize(
                                message.contact(),
                                message.messageId(),
                                message.echo(),
                                message.sender(),
                                message.certainty(),
                                Objects.requireNonNullElse(
                                        message.evidence(), message.sender().word()),
                                message.sentAt())
                        .map(own -> Report.of(message, Sender.BOT, own.because(), own.outcome()));
    }

    private TriggerOutcome effect(Message message) {
        return switch (message.sender()) {
            case HUMAN -> trigger(message, message.trigger(Cause.MANUAL_MESSAGE));
            case WORKFLOW -> trigger(message, message.trigger(Cause.WORKFLOW_MESSAGE));
            case BOT -> permits.sent(message.contact(), message.messageId(), message.sentAt());
            case CONTACT -> note(message);
        };
    }

    private TriggerOutcome trigger(Message message, Trigger trigger) {
        TriggerOutcome outcome = pauses.report(trigger);
        return outcome.effect() == Effect.DUPLICATE && !message.certainty().isACallers()
                ? corrected(message, trigger).orElse(outcome)
                : outcome;
    }

    /**
     * Applies a platform's delivery of a message that only callers have reported before. They may have invented it, so the delivery
     * has its effect after all. Runs under the contact's lock, so that only one of two deliveries has it.
     *
     * @return empty if the stored author is as sure as this one
     */
    private Optional<TriggerOutcome> corrected(Message message, Trigger trigger) {
        return transactions.run(() -> {
            holds.lock(message.contact());
            return seen.known(message.contact(), message.messageId())
                    .filter(known -> isSurer(message, known))
                    .map(known -> {
                        seen.correct(message.contact(), message.messageId(), message.sender(), message.certainty());
                        return pauses.report(trigger.ofKnownMessage());
                    });
        });
    }

    private static boolean isSurer(Message message, SeenMessages.Known known) {
        if (message.sender() == Sender.WORKFLOW && known.sender() == Sender.HUMAN) {
            return false; // a person taken for a workflow is the worse mistake
        }
        return message.certainty() == Certainty.PROOF
                ? known.certainty() != Certainty.PROOF
                        && (known.certainty().isACallers() || known.sender() != Sender.HUMAN)
                : known.certainty().isACallers() && !SentReplies.isOneOf(known, message.sentAt());
    }

    /** Stores the contact's own message. It neither pauses the bot nor ends a pause. */
    private TriggerOutcome note(Message message) {
        return transactions.run(() -> {
            boolean news = seen.add(
                    message.contact(), message.messageId(), Sender.CONTACT, message.certainty(), clock.instant());
            return new TriggerOutcome(
                    news ? Effect.NONE : Effect.DUPLICATE,
                    states.of(message.contact()).status());
        });
    }
}
