package io.botstatus.pause;

import io.botstatus.base.InvalidValueException;
import io.botstatus.engine.Transactions;
import io.botstatus.status.BotStatus;
import io.botstatus.status.Cause;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactState;
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
 * Pauses and reactivates by the process {@code bot-pause}, for callers in Java. Camunda's REST API does the same by messages.
 * Thread-safe; every method is one transaction, or part of the caller's.
 */
public final class BotPauses {

    private final PauseMessages messages;
    private final PauseInstances instances;
    private final Holds holds;
    private final List<PauseShortcut> shortcuts;
    private final PauseGroups groups;
    private final Transactions transactions;
    private final Clock clock;

    BotPauses(
            PauseMessages messages,
            PauseInstances instances,
            Holds holds,
            List<PauseShortcut> shortcuts,
            PauseGroups groups,
            Transactions transactions,
            Clock clock) {
        this.messages = messages;
        this.instances = instances;
        this.holds = holds;
        this.shortcuts = shortcuts;
        this.groups = groups;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Reports an event that may pause the bot. A repeat on a live hold needs no process instance, and neither does a new pause that
     * joins a cohort.
     */
    public TriggerOutcome report(Trigger trigger) {
        return shortcut(trigger).orElseGet(() -> groups.report(trigger));
    }

    private Optional<TriggerOutcome> shortcut(Trigger trigger) {
        return TransactionSynchronizationManager.isActualTransactionActive()
                ? Optional.empty()
                : shortcuts.stream()
                        .flatMap(shortcut -> shortcut.take(trigger).stream())
                        .findFirst();
    }

    /** Places the hold of the limit, in the transaction that counted the last reply. */
    public TriggerOutcome limitReached(ContactId contact, Settings settings, Instant windowStart) {
        Map<String, Object> attributes = LimitReached.attributes(settings, windowStart);
        return outcome(messages.send(
                new Trigger(contact, Cause.MESSAGE_LIMIT, null, null, null, clock.instant(), attributes)));
    }

    /**
     * Sets the status for a person.
     *
     * @param expectedEpoch the epoch that the person saw; null: any
     * @return the state after the change
     * @throws StaleEpochException if the status has changed since
     * @throws BotOffException if the bot mode is off
     * @throws InvalidValueException if the requested instant is not in the future
     * @throws NotDeployedException if the process is not deployed
     */
    public ContactState request(ContactId named, StatusRequest request, @Nullable Long expectedEpoch) {
        return groups.request(named, request, expectedEpoch);
    }

    /**
     * Checks that the contact may have a hold of this cause, while the flow can still catch the refusal.
     *
     * @throws InvalidValueException if it has as many causes as allowed
     */
    public void requireRoom(ContactId contact, StatusRequest request) {
        if (request.status() != BotStatus.ACTIVE) {
            holds.requireRoom(contact, request.cause());
        }
    }

    /** Sets the status for a workflow, in its transaction and in every bot mode. */
    public Change ask(ContactId contact, StatusRequest request) {
        return messages.send(contact, request);
    }

    /**
     * Takes back a message as {@link #takeBack(ContactId, String, String, String)} does, if a platform says that it is the bot's.
     */
    public TriggerOutcome takeBack(ContactId contact, String messageId, String because) {
        return takeBack(contact, messageId, because, null);
    }

    /**
     * Takes back the effect of a message that counted as a person's or a workflow's and is the bot's own. From now on it counts as
     * the bot's. What other messages asked for stays.
     *
     * @param because the evidence that it is the bot's, for the history
     * @param by the caller that claims it, for the history; null if a platform does
     * @return released if a pause ended or got shorter, none if the message has no effect that still lasts
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

    static TriggerOutcome outcome(Change change) {
        return new TriggerOutcome(change.effect(), change.status());
    }
}
