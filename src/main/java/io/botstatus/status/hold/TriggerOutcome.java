package io.botstatus.status.hold;

import io.botstatus.status.BotStatus;

/** The effect of a repeated trigger, and the contact's status after it. */
public record TriggerOutcome(Effect effect, BotStatus status) {}
