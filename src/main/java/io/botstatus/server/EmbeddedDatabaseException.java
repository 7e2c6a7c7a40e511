package io.botstatus.server;

import java.io.IOException;
import java.nio.file.Path;

/** The embedded PostgreSQL does not start. */
final class EmbeddedDatabaseException extends RuntimeException {

    EmbeddedDatabaseException(Path folder, IOException cause) {
        super("The embedded PostgreSQL in " + folder + " does not start: " + cause.getMessage(), cause);
    }
}
