package io.botstatus.status.hold;

import org.jspecify.annotations.Nullable;

/**
 * The result of taking back a message that was the bot's own.
 *
 * @param softened the process instance whose hold stays and ends earlier than before, so that its timer may be late; null if none
 */
public record TakenBack(Change change, @Nullable String softened) {}
