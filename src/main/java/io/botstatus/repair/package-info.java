/**
 * Finds and repairs disagreements among rows, history and process instances, and reports them as a health indicator.
 *
 * <p>Knows {@code pause}, {@code bulk}, {@code cohort}, and what is below them. Begin at
 * {@link io.botstatus.repair.ConsistencyCheck}.
 */
@NullMarked
package io.botstatus.repair;

import org.jspecify.annotations.NullMarked;
