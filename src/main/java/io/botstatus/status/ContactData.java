package io.botstatus.status;

import java.util.Set;

/** What a feature keeps of contacts. When a contact is forgotten, each bean of this type is asked. */
public interface ContactData {

    /** Deletes what is kept of the contact. Under the contact's lock, in the transaction that forgets the contact. */
    void forget(ContactId contact);

    /** The processes whose instances with the contact's id as business key are the feature's own, and go too. */
    default Set<String> processes() {
        return Set.of();
    }
}
