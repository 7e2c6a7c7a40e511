/**
 * Pauses that end within the same window of time and share one process instance.
 *
 * <p>Knows {@code pause} and what is below it. Begin at {@link io.botstatus.cohort.Cohorts}.
 */
@NullMarked
package io.botstatus.cohort;

import org.jspecify.annotations.NullMarked;
