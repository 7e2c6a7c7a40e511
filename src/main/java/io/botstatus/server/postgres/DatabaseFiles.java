package io.botstatus.server.postgres;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * Creates the files of the embedded database, as a whole or not at all.
 *
 * <ol>
 *   <li>{@code initdb} writes into a folder with a unique name, because the {@code initdb} of a killed server may still be writing
 *       into its own.
 *   <li>The finished folder is renamed to {@code db}. So {@code db} is complete whenever it exists, and no change was ever
 *       acknowledged from a folder of another name.
 *   <li>A {@code db} that is still incomplete (an interrupted copy, a full disk) is moved aside, never deleted.
 * </ol>
 */
final class DatabaseFiles {

    private static final String MAJOR_VERSION = "17";
    private static final Logger log = LoggerFactory.getLogger(DatabaseFiles.class);

    private DatabaseFiles() {}

    static Path in(DataFolder folder, PostgresTool postgres, Path passwordFile) throws IOException {
        Path database = folder.resolve("db");
        deleteNeverUsed(folder.path());
        if (Files.exists(database) && !isComplete(database)) {
            log.warn("{} is no complete database; keeping it as {}", database, folder.moveAside(database));
        }
        if (Files.notExists(database)) {
            Path part = folder.resolve("db.part-" + UUID.randomUUID());
            initdb(postgres, part, passwordFile);
            Files.move(part, database, StandardCopyOption.ATOMIC_MOVE);
            PrivateFiles.force(folder.path());
        }
        String version = Files.readString(database.resolve("PG_VERSION")).strip();
        if (!version.equals(MAJOR_VERSION)) {
            throw new IOException(database + " was made by PostgreSQL " + version + ", this server brings "
                    + MAJOR_VERSION + ". Dump it with that version and load it into a new data folder.");
        }
        return database;
    }

    private static void initdb(PostgresTool postgres, Path target, Path passwordFile) throws IOException {
        log.info("Making a new database in {}", target.getParent());
        postgres.run(
                "initdb",
                "-D",
                target.toString(),
                // The superuser at first, see DatabaseRoles.
                "--username=" + DatabaseRoles.LOGIN,
                // A password, because every user of this machine can reach a local port.
                "--auth=scram-sha-256",
                "--pwfile=" + passwordFile,
                "--encoding=UTF8",
                // PostgreSQL's own locale, so that texts sort the same on every system.
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums");
    }

    private static boolean isComplete(Path database) {
        return Files.isRegularFile(database.resolve("PG_VERSION"))
                && Files.isRegularFile(database.resolve("global").resolve("pg_control"));
    }

    /**
     * Deletes folders that were never used. A database server writes {@code postmaster.opts} at its start, so a folder without it
     * never held data.
     */
    private static void deleteNeverUsed(Path folder) throws IOException {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "db.part-*")) {
            for (Path part : parts) {
                if (Files.notExists(part.resolve("postmaster.opts"))) {
                    log.warn("Deleting {}, which a killed start left half-written", part);
                    FileSystemUtils.deleteRecursively(part);
                }
            }
        }
    }
}
