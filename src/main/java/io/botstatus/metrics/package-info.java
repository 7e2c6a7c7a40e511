/**
 * Micrometer meters: counters of what happens, and gauges of what is in the database.
 *
 * <p>Knows {@code reply}, {@code status.hold} and what is below them. Begin at {@link io.botstatus.metrics.Metric}.
 */
@NullMarked
package io.botstatus.metrics;

import org.jspecify.annotations.NullMarked;
