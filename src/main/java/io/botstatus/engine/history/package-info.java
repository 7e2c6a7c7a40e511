/**
 * The engine's own history of a process that runs often: one row for each instance of the plugin's own version, and when its rows
 * may be cleaned up.
 *
 * <p>Knows {@code engine.model}. Begin at {@link io.botstatus.engine.history.ReducedHistory}.
 */
@NullMarked
package io.botstatus.engine.history;

import org.jspecify.annotations.NullMarked;
