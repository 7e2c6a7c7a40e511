package io.botstatus.status;

import java.util.Set;

/** The data that a feature stores for contacts. When a contact is forgotten, each bean of this type deletes its part. */
public interface ContactData {

    /** Deletes the contact's data, in the transaction that forgets the contact and under the contact's lock. */
    void forget(ContactId contact);

    /** The keys of the feature's own processes. Their instances with the contact's id as business key are deleted too. */
    default Set<String> processes() {
        return Set.of();
    }
}
