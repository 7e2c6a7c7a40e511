package io.botstatus.testkit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job that {@link BotStatusTests#advance} has executed.
 *
 * @param process the key of the process that the job belongs to, or that it started; null for the engine's own work, such as a
 *     batch
 * @param activity the id of the activity in the model; for a timer on a boundary, the id of the boundary event
 * @param at the engine's time at that moment: the timer's due date, or later if it was overdue
 */
public record FiredJob(@Nullable String process, @Nullable String activity, Instant at) {}
