package io.botstatus.identity;

import io.botstatus.status.ContactId;

/**
 * Two ids of one person.
 *
 * @param alias stands for the contact from now on
 */
public record Alias(ContactId alias, ContactId contact) {}
