/**
 * The runnable server around the plugin: main class, pages, log, start and shutdown.
 *
 * <p>Knows every package. Begin at {@link io.botstatus.server.BotStatusServer}.
 */
@NullMarked
package io.botstatus.server;

import org.jspecify.annotations.NullMarked;
