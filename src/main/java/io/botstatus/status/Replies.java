package io.botstatus.status;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much of the message limit is used.
 *
 * @param windowEndsAt null while no window is open: the next reply opens one
 */
public record Replies(int used, int limit, @Nullable Instant windowEndsAt) {}
