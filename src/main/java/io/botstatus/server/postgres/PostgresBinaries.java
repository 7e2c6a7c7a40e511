package io.botstatus.server.postgres;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * Unpacks the programs of PostgreSQL for this operating system from the jar into the data folder.
 *
 * <p>The shared temp folder would not do. In the data folder no other user can exchange the programs, no clean-up deletes them
 * under a running database, and a process that runs from there is known to be ours.
 */
public final class PostgresBinaries {

    /** The name of a folder of programs: a part of the digest of their archive. */
    private static final Pattern HOME = Pattern.compile("postgresql-[0-9a-f]{12}");

    private static final Logger log = LoggerFactory.getLogger(PostgresBinaries.class);

    private PostgresBinaries() {}

    /** Unpacks under another name first, because a kill halfway must not leave programs that only look complete. */
    public static Path unpackInto(DataFolder folder) throws IOException {
        byte[] archive = archive();
        Path home = folder.resolve("postgresql-" + digest(archive));
        if (Files.notExists(home)) {
            Path part = folder.resolve("postgresql.part");
            FileSystemUtils.deleteRecursively(part);
            unpack(archive, part);
            Files.move(part, home, StandardCopyOption.ATOMIC_MOVE);
        }
        return home;
    }

    /**
     * Deletes the programs of other versions, which are not needed once the database runs. Programs that cannot be deleted are
     * tried again at the next start.
     */
    static void deleteAllBut(Path home, DataFolder folder) throws IOException {
        try (DirectoryStream<Path> all =
                Files.newDirectoryStream(folder.path(), path -> HOME.matcher(String.valueOf(path.getFileName()))
                        .matches())) {
            for (Path other : all) {
                if (!other.equals(home)) {
                    log.info("Deleting {}, the programs of another version", other);
                    delete(other);
                }
            }
        }
    }

    private static void delete(Path programs) {
        try {
            FileSystemUtils.deleteRecursively(programs);
        } catch (IOException e) {
            log.warn("Can't delete {}: {}", programs, e.toString());
        }
    }

    private static byte[] archive() throws IOException {
        // The resolver's names of systems: the first word of "Mac OS X", "Windows 11", "Linux", with Mac as Darwin.
        String os = System.getProperty("os.name");
        String system = os.startsWith("Mac") ? "Darwin" : os.startsWith("Windows") ? "Windows" : os;
        try (InputStream in =
                DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, System.getProperty("os.arch"))) {
            return in.readAllBytes();
        }
    }

    private static String digest(byte[] archive) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static void unpack(byte[] archive, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZCompressorInputStream(new ByteArrayInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("Archive entry " + entry.getName() + " points out of the archive");
                }
                unpack(tar, entry, file);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path file) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Path parent = Objects.requireNonNull(file.getParent(), "an entry lies below the target");
        Files.createDirectories(parent);
        if (entry.isSymbolicLink() || entry.isLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, file);
        if (parent.endsWith("bin") && !file.toFile().setExecutable(true, true)) {
            throw new IOException("Can't make " + file + " executable; is the file system mounted noexec?");
        }
    }
}
