/**
 * The process {@code bot-pause}: its messages, its policy, its steps, and the entry point for all other packages. Features join by
 * {@link io.botstatus.pause.StatusChangeListener}, {@link io.botstatus.pause.InstanceSharing} and
 * {@link io.botstatus.pause.PauseShortcut}.
 *
 * <p>Knows the core and {@code engine}; no feature. Begin at {@link io.botstatus.pause.BotPauses}.
 */
@NullMarked
package io.botstatus.pause;

import org.jspecify.annotations.NullMarked;
