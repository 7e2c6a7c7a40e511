/**
 * The plugin's own schema in the engine's database: migrations, connections, and which failures mean that the database is
 * unavailable.
 *
 * <p>Knows {@code base}. Begin at {@link io.botstatus.database.BotDatabase}.
 */
@NullMarked
package io.botstatus.database;

import org.jspecify.annotations.NullMarked;
