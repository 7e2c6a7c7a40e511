package io.botstatus.server;

import java.nio.file.Path;

/** Another server works in the data folder. */
final class DataFolderInUseException extends RuntimeException {

    DataFolderInUseException(Path folder) {
        super("Another server already uses the data folder " + folder + ".");
    }
}
