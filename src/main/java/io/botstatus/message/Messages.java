package io.botstatus.message;

import io.botstatus.base.LogFields;
import io.botstatus.pause.ContactLock;
import io.botstatus.reply.SentReplies;
import io.botstatus.status.ContactId;
import io.botstatus.status.Sender;
import io.botstatus.status.hold.BotObservers;
import io.botstatus.status.hold.Effect;
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

    private final MessageEffects effects;
    private final SentReplies sentReplies;
    private final ContactLock lock;
    private final BotObservers observers;

    Messages(MessageEffects effects, SentReplies sentReplies, ContactLock lock, BotObservers observers) {
        this.effects = effects;
        this.sentReplies = sentReplies;
        this.lock = lock;
        this.observers = observers;
    }

    /** Reports a message. It has its effect once for each message id, on any number of nodes. */
    public Report report(Message message) {
        Report report = LogFields.of(message.contact().value(), () -> own(message)
                .orElseGet(() ->
                        Report.of(message, message.sender(), message.source().evidence(), effects.of(message))));
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
        // In opposite orders, two deliveries of one contact's messages would each wait for an id of the other's.
        return lock.under(
                contactsOfSeveral(ordered),
                () -> ordered.stream().map(this::report).toList());
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
                                message.source().certainty(),
                                Objects.requireNonNullElse(
                                        message.source().evidence(),
                                        message.sender().word()),
                                message.sentAt())
                        .map(own -> Report.of(message, Sender.BOT, own.because(), own.outcome()));
    }
}
