/**
 * Changes of many contacts at once, by the process {@code bot-bulk-change}.
 *
 * <p>Knows {@code pause} and what is below it. Begin at {@link io.botstatus.bulk.BulkChanges}.
 */
@NullMarked
package io.botstatus.bulk;

import org.jspecify.annotations.NullMarked;
