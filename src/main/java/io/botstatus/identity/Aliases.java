package io.botstatus.identity;

import io.botstatus.base.InvalidValueException;
import io.botstatus.engine.Transactions;
import io.botstatus.pause.PauseInstances;
import io.botstatus.status.ContactId;
import io.botstatus.status.ContactStates;
import io.botstatus.status.hold.JoinedContacts;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The other ids of a contact, such as a hidden id and its number, or a number before it was changed. Whoever names an alias means
 * the contact, in every call, trigger and permit. Thread-safe.
 */
public final class Aliases {

    private final JoinedContacts contacts;
    private final ContactStates states;
    private final PauseInstances instances;
    private final Transactions transactions;

    Aliases(JoinedContacts contacts, ContactStates states, PauseInstances instances, Transactions transactions) {
        this.contacts = contacts;
        this.states = states;
        this.instances = instances;
        this.transactions = transactions;
    }

    /** The ids that stand for the contact, in their order. */
    public List<ContactId> of(ContactId named) {
        return contacts.aliases(states.canonical(named));
    }

    /**
     * Makes an id an alias of a contact, in one transaction. What is known of it goes to the contact: holds, replies of the window,
     * messages and history. If it is an alias of another contact, that one is joined too.
     *
     * @param setBy who says so, for the history; null where callers have no names
     * @throws InvalidValueException if both are the same id
     */
    public void join(Alias alias, @Nullable String setBy) {
        if (alias.alias().equals(alias.contact())) {
            throw new InvalidValueException("alias", alias.alias(), "another id than the contact's own");
        }
        join(alias, setBy, "The same person as " + alias.alias());
    }

    /** Remembers what a platform's delivery tells of a person's ids. What is known already costs two reads. */
    public void learn(Collection<Alias> told, String connection) {
        for (Alias alias : told) {
            if (!states.canonical(alias.alias()).equals(states.canonical(alias.contact()))) {
                join(alias, null, "The same person as " + alias.alias() + ", says a delivery by " + connection);
            }
        }
    }

    private void join(Alias alias, @Nullable String setBy, String reason) {
        transactions.run(() -> {
            contacts.join(alias.alias(), alias.contact(), setBy, reason).ifPresent(instances::followFromOutside);
            return null;
        });
    }

    /**
     * Makes an alias a contact of its own again, which has the same holds as the contact.
     *
     * @param setBy who says so, for the history; null where callers have no names
     * @return whether it was an alias of this contact
     */
    public boolean separate(Alias alias, @Nullable String setBy) {
        return transactions.run(() -> contacts.separate(alias.alias(), alias.contact(), setBy));
    }
}
