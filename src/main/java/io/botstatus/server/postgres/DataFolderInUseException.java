package io.botstatus.server.postgres;

import java.nio.file.Path;

/** Another server works in the data folder. */
public final class DataFolderInUseException extends RuntimeException {

    DataFolderInUseException(Path folder) {
        super("Another server already uses the data folder " + folder + ".");
    }
}
