/**
 * The server's data folder with the embedded PostgreSQL, and the check of any other database.
 *
 * <p>Knows {@code base} and {@code database}. Begin at {@link io.botstatus.server.postgres.EmbeddedDatabase}.
 */
@NullMarked
package io.botstatus.server.postgres;

import org.jspecify.annotations.NullMarked;
