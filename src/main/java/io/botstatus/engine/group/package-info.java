/**
 * Work of several callers, or of several timers, in one command of the engine and one transaction (group commit).
 *
 * <p>Knows {@code engine} and what is below it; no rule of pauses. Begin at {@link io.botstatus.engine.group.GroupCommit}.
 */
@NullMarked
package io.botstatus.engine.group;

import org.jspecify.annotations.NullMarked;
