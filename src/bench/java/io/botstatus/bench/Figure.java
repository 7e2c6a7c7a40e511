package io.botstatus.bench;

import org.jspecify.annotations.Nullable;

/**
 * What one round measures.
 *
 * @param value the rate, or the cost
 * @param latency of its calls; null where a round is no series of calls
 */
record Figure(double value, @Nullable Latency latency) {}
