/**
 * Server-sent events for open panels: a contact's state, then each change.
 *
 * <p>Knows {@code web.contact} for the JSON of a state. Begin at {@link io.botstatus.web.stream.StatusStreams}.
 */
@NullMarked
package io.botstatus.web.stream;

import org.jspecify.annotations.NullMarked;
