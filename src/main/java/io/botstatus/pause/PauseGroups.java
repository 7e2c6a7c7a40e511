package io.botstatus.pause;

import io.botstatus.engine.Transactions;
import io.botstatus.engine.group.GroupCommit;
import io.botstatus.engine.group.GroupedChange;
import io.botstatus.status.BotMode;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactState;
import io.botstatus.status.ContactStates;
import io.botstatus.status.hold.Holds;
import io.botstatus.status.hold.TriggerOutcome;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Starts the process for triggers and for people's changes, in groups of those that come at the same time. Inside a transaction of
 * the caller, each is a part of that one. Thread-safe.
 */
final class PauseGroups {

    private final PauseMessages messages;
    private final Holds holds;
    private final ContactStates states;
    private final @Nullable GroupCommit groups;
    private final Transactions transactions;
    private final Clock clock;

    /** @param groups null: each change has a transaction of its own */
    PauseGroups(
            PauseMessages messages,
            Holds holds,
            ContactStates states,
            @Nullable GroupCommit groups,
            Transactions transactions,
            Clock clock) {
        this.messages = messages;
        this.holds = holds;
        this.states = states;
        this.groups = groups;
        this.transactions = transactions;
        this.clock = clock;
    }

    TriggerOutcome report(Trigger trigger) {
        return made(new Report(trigger));
    }

    /** A person's change, as {@link BotPauses#request} takes it. */
    ContactState request(ContactId named, StatusRequest request, @Nullable Long expectedEpoch) {
        return made(new PersonsChange(named, request, expectedEpoch));
    }

    private <T> T made(GroupedChange<T> change) {
        return groups == null || TransactionSynchronizationManager.isActualTransactionActive()
                ? change.alone()
                : groups.make(change);
    }

    /** A trigger that needs the process. */
    private final class Report implements GroupedChange<TriggerOutcome> {

        private final Trigger trigger;

        Report(Trigger trigger) {
            this.trigger = trigger;
        }

        @Override
        public ContactId named() {
            return trigger.contact();
        }

        @Override
        public TriggerOutcome make(ContactId contact) {
            return BotPauses.outcome(messages.send(trigger));
        }

        @Override
        public TriggerOutcome alone() {
            return transactions.run(() -> make(named()));
        }
    }

    /** A person's change of the status. */
    private final class PersonsChange implements GroupedChange<ContactState> {

        private final ContactId named;
        private final StatusRequest request;
        private final @Nullable Long expectedEpoch;

        PersonsChange(ContactId named, StatusRequest request, @Nullable Long expectedEpoch) {
            this.named = named;
            this.request = request;
            this.expectedEpoch = expectedEpoch;
        }

        @Override
        public ContactId named() {
            return named;
        }

        @Override
        public void check(ContactId contact) {
            ContactState state = states.of(contact);
            if (expectedEpoch != null && state.epoch() != expectedEpoch) {
                throw new StaleEpochException(contact, expectedEpoch, state.epoch());
            }
            if (state.mode() == BotMode.OFF) {
                throw new BotOffException();
            }
            request.mustEndAfter(clock.instant());
        }

        @Override
        public ContactState make(ContactId contact) {
            messages.send(contact, request);
            return states.of(contact);
        }

        @Override
        public ContactState alone() {
            return transactions.run(() -> {
                ContactId contact = holds.lock(named);
                check(contact);
                return make(contact);
            });
        }
    }
}
