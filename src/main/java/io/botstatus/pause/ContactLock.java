package io.botstatus.pause;

import io.botstatus.engine.Transactions;
import io.botstatus.status.ContactId;
import io.botstatus.status.hold.Holds;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.Supplier;

/** Transactions under the lock of contacts, in which no other change of these contacts comes in between. Thread-safe. */
public final class ContactLock {

    private final Holds holds;
    private final Transactions transactions;

    ContactLock(Holds holds, Transactions transactions) {
        this.holds = holds;
        this.transactions = transactions;
    }

    /**
     * Does something in one transaction, or as a part of the caller's, under the lock of a contact.
     *
     * @param named the contact, or an alias of it: the work gets the contact
     */
    public <T> T under(ContactId named, Function<ContactId, T> work) {
        return transactions.run(() -> work.apply(holds.lock(named)));
    }

    /** Does something under the locks of several contacts, which are taken in the order given. */
    public <T> T under(Collection<ContactId> contacts, Supplier<T> work) {
        return transactions.run(() -> {
            contacts.forEach(holds::lock);
            return work.get();
        });
    }

    /** Does something in one transaction that may take a contact's lock on its way, by {@link #take}. */
    public <T> T inTransaction(Supplier<T> work) {
        return transactions.run(work);
    }

    /**
     * Takes a contact's lock, until the transaction ends.
     *
     * @param named the contact, or an alias of it
     * @return the contact
     */
    public ContactId take(ContactId named) {
        return holds.lock(named);
    }
}
