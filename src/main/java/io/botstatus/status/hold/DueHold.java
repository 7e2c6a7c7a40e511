package io.botstatus.status.hold;

/** A hold that is due, of a contact that this transaction has locked, and the process instance that stands for it. */
public record DueHold(String contactId, String processInstanceId) {}
