/**
 * The delegates and beans that builders' models call.
 *
 * <p>Knows {@code pause}, {@code bulk} and {@code reply}. Begin at {@link io.botstatus.delegates.SetContactBotStatus}.
 */
@NullMarked
package io.botstatus.delegates;

import org.jspecify.annotations.NullMarked;
