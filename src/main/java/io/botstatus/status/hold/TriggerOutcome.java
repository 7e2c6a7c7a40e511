package io.botstatus.status.hold;

import io.botstatus.status.BotStatus;

/** What a repeated trigger brought about, and the contact's status after it. */
public record TriggerOutcome(Effect effect, BotStatus status) {}
