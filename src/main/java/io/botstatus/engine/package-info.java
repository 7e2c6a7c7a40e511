/**
 * All code that reaches into the process engine's internals, its {@code impl} packages and {@code act_} tables: the plugin, the
 * clock, transactions, history, listeners, models. A feature adds to the engine by an {@link io.botstatus.engine.EngineExtension}.
 *
 * <p>Knows {@code status} for its values; no rule of pauses, no feature. Begin at {@link io.botstatus.engine.BotStatusPlugin}.
 */
@NullMarked
package io.botstatus.engine;

import org.jspecify.annotations.NullMarked;
