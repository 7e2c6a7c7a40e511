package io.botstatus.server.postgres;

import java.nio.file.Path;

/** The embedded PostgreSQL does not start. */
public final class EmbeddedDatabaseException extends RuntimeException {

    EmbeddedDatabaseException(Path folder, Exception cause) {
        super("The embedded PostgreSQL in " + folder + " does not start: " + cause.getMessage(), cause);
    }
}
