package io.botstatus.pause;

import io.botstatus.base.InvalidValueException;
import io.botstatus.engine.Transactions;
import io.botstatus.status.BotMode;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactState;
import io.botstatus.status.ContactStates;
import io.botstatus.status.Origin;
import io.botstatus.status.Settings;
import io.botstatus.status.hold.Change;
import io.botstatus.status.hold.Holds;
import io.botstatus.status.hold.TakenBack;
import io.botstatus.status.hold.TriggerOutcome;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Pauses and reactivates by the process {@code bot-pause}: what Camunda's REST API does with its messages, for callers in
 * Java. Thread-safe; every method is one transaction, or part of the caller's.
 */
public final class BotPauses {

    private final PauseMessages messages;
    private final PauseInstances instances;
    private final Holds holds;
    private final ContactStates states;
    private final List<PauseShortcut> shortcuts;
    private final Transactions transactions;
    private final Clock clock;

    BotPauses(
            PauseMessages messages,
            PauseInstances instances,
            Holds holds,
            ContactStates states,
            List<PauseShortcut> shortcuts,
            Transactions transactions,
            Clock clock) {
        this.messages = messages;
        this.instances = instances;
        this.holds = holds;
        this.states = states;
        this.shortcuts = shortcuts;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Reports that something happened which may silence the bot. A repeat on a live hold costs no process instance, nor does a new
     * pause that joins a cohort.
     */
    public TriggerOutcome report(Trigger trigger) {
        return shortcut(trigger).orElseGet(() -> transactions.run(() -> outcome(messages.send(trigger))));
    }

    private Optional<TriggerOutcome> shortcut(Trigger trigger) {
        return TransactionSynchronizationManager.isActualTransactionActive()
                ? Optional.empty()
                : shortcuts.stream()
                        .flatMap(shortcut -> shortcut.take(trigger).stream())
                        .findFirst();
    }

    /** The limit was reached, in the transaction in which it was counted. */
    public TriggerOutcome limitReached(ContactId contact, Settings settings, Instant windowStart) {
        Map<String, Object> attributes = LimitReached.attributes(settings, windowStart);
        return outcome(messages.send(
                new Trigger(contact, Cause.MESSAGE_LIMIT, null, null, null, clock.instant(), attributes)));
    }

    /**
     * Sets the status for a person.
     *
     * @param expectedEpoch the epoch that the person looked at; null: whatever it is
     * @return the state after the change
     * @throws StaleEpochException if the status has changed since
     * @throws NotAutomatedException if the bot mode is not auto_pilot
     * @throws InvalidValueException if the instant that was asked for is not in the future
     * @throws NotDeployedException if nobody has deployed the process
     */
    public ContactState request(ContactId contact, StatusRequest request, @Nullable Long expectedEpoch) {
        return transactions.run(() -> {
            holds.lock(contact);
            ContactState state = states.of(contact);
            if (expectedEpoch != null && state.epoch() != expectedEpoch) {
                throw new StaleEpochException(contact, expectedEpoch, state.epoch());
            }
            if (state.mode() != BotMode.AUTO_PILOT) {
                throw new NotAutomatedException(state.mode());
            }
            messages.send(contact, request);
            return states.of(contact);
        });
    }

    /**
     * Checks that the contact may have a hold of this cause, where the flow can still catch the refusal.
     *
     * @throws InvalidValueException if it has as many causes as it may
     */
    public void requireRoom(ContactId contact, StatusRequest request) {
        if (request.status() != BotStatus.ACTIVE) {
            holds.requireRoom(contact, request.cause());
        }
    }

    /** Sets the status for a workflow, in its transaction. What the answer tells has no effect if the bot mode is not auto_pilot. */
    public Change ask(ContactId contact, StatusRequest request) {
        return messages.send(contact, request);
    }

    /** The same as {@link #takeBack(ContactId, String, String, String)}, of a message that a platform says is the bot's. */
    public TriggerOutcome takeBack(ContactId contact, String messageId, String because) {
        return takeBack(contact, messageId, because, null);
    }

    /**
     * Takes back what a message brought about that was taken for a person's or a workflow's and is the bot's own; it is the
     * bot's from now on. What other messages asked for stays.
     *
     * @param because what tells that it is the bot's, for the history
     * @param by which caller says so, for the history; null if a platform does
     * @return released if a pause ended or got shorter, none if the message had brought about nothing that still lasts
     */
    public TriggerOutcome takeBack(ContactId contact, String messageId, String because, @Nullable String by) {
        return transactions.run(() -> {
            TakenBack back = holds.takeBack(
                    contact,
                    messageId,
                    by,
                    "Message " + messageId + " was the bot's own",
                    new Origin(null, null, because));
            instances.followFromOutside(back.change(), back.softened());
            return outcome(back.change());
        });
    }

    private static TriggerOutcome outcome(Change change) {
        return new TriggerOutcome(change.effect(), change.status());
    }
}
