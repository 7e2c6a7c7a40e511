/**
 * The calls that change many contacts.
 *
 * <p>Knows {@code web.contact} for the JSON of a state, and {@code bulk}. Begin at {@link io.botstatus.web.bulk.BulkController}.
 */
@NullMarked
package io.botstatus.web.bulk;

import org.jspecify.annotations.NullMarked;
