package io.botstatus.server.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The server's own folder, locked for this process while the object lives.
 *
 * <p>The operating system holds the lock for the process. So a killed server loses it at once, and no stale file can keep the next
 * server out.
 */
public final class DataFolder implements AutoCloseable {

    private final Path path;
    private final FileChannel lockFile;

    private DataFolder(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Opens the folder and locks it.
     *
     * @throws DataFolderInUseException another server works in the folder
     * @throws UncheckedIOException the folder can't be made or written
     */
    public static DataFolder claim(Path path) {
        try {
            PrivateFiles.createFolder(path);
            // The real path: PostgreSQL and /proc use it, also if a link led here.
            Path real = path.toRealPath();
            FileChannel lockFile =
                    FileChannel.open(real.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(lockFile) == null) {
                lockFile.close();
                throw new DataFolderInUseException(real);
            }
            return new DataFolder(real, lockFile);
        } catch (IOException e) {
            throw new UncheckedIOException("The data folder " + path + " can't be used: " + e, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel lockFile) throws IOException {
        try {
            return lockFile.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by another server in this very JVM
        }
    }

    public Path path() {
        return path;
    }

    public Path resolve(String name) {
        return path.resolve(name);
    }

    /**
     * Moves a file or folder aside without deleting it: a folder that looks incomplete may still hold data.
     *
     * @return where it is now
     */
    Path moveAside(Path path) throws IOException {
        for (int n = 1; ; n++) {
            Path aside = path.resolveSibling(path.getFileName() + ".aside-" + n);
            if (Files.notExists(aside)) {
                return Files.move(path, aside);
            }
        }
    }

    /** Unlocks the folder. The lock file stays: deleting it would let two servers lock two different files. */
    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
