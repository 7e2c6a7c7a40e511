/**
 * A contact's bot status: the values, the state that follows from holds and deadlines, the history, and the settings. This package
 * only reads; {@code status.hold} changes.
 *
 * <p>Knows {@code base} and {@code database}; no engine, no feature. Begin at {@link io.botstatus.status.ContactStates}.
 */
@NullMarked
package io.botstatus.status;

import org.jspecify.annotations.NullMarked;
