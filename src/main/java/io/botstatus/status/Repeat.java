package io.botstatus.status;

/** What a repeated trigger brought about, and the contact's status after it. */
public record Repeat(Effect effect, BotStatus status) {}
