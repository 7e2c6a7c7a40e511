package io.botstatus.engine.group;

import io.botstatus.status.ContactId;

/**
 * A change of one contact that may share a transaction with changes of other contacts. It may be made more than once: if a group
 * fails, each of its members is made alone.
 *
 * @param <T> the answer for the caller
 */
public interface GroupedChange<T> {

    /** The contact as the caller names it. */
    ContactId named();

    /**
     * Refuses the change, before anything is changed. An exception of the database or of the engine is no refusal.
     *
     * @param contact the contact, whose row is locked
     */
    default void check(ContactId contact) {}

    /**
     * Makes the change, and reads the answer.
     *
     * @param contact the contact, whose row is locked
     */
    T make(ContactId contact);

    /** Makes the change in a transaction of its own. It takes the contact's lock itself. */
    T alone();
}
