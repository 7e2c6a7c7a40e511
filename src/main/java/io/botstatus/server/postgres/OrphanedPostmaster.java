package io.botstatus.server.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles the remains of a killed server in the database's folder: {@code postmaster.pid}, and perhaps the database server itself,
 * which does not notice that its parent is gone.
 *
 * <p>Only the process that holds the data folder's lock calls it, so the server that started that database server is dead.
 *
 * <ol>
 *   <li>The pid is dead, or there is no pid file: PostgreSQL handles this case itself.
 *   <li>The pid runs a program from this very data folder: it is our database server, and it is stopped.
 *   <li>The pid is a PostgreSQL that another program started on these files: it is left alone, and PostgreSQL refuses to start.
 *   <li>The pid runs another program, which got the number meanwhile and must not be touched. PostgreSQL only checks whether the
 *       pid is alive, and would refuse to start. So the file is changed to name our own process, which PostgreSQL takes for its
 *       starter and ignores. The file is not deleted: by its other lines PostgreSQL notices orphaned backends of the old server
 *       that still share its memory.
 * </ol>
 */
final class OrphanedPostmaster {

    private static final Logger log = LoggerFactory.getLogger(OrphanedPostmaster.class);

    private OrphanedPostmaster() {}

    static void clear(DataFolder folder, Path database, PostgresTool postgres) throws IOException {
        Path pidFile = database.resolve("postmaster.pid");
        if (Files.notExists(pidFile)) {
            return;
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(pidFile));
        if (lines.isEmpty() || !lines.get(0).strip().matches("[0-9]{1,18}")) {
            // Truncated by a crash of the whole machine, which no database server has survived.
            log.warn("{} names no process; putting it aside", pidFile);
            folder.moveAside(pidFile);
            return;
        }
        ProcessHandle process = ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                .filter(ProcessHandle::isAlive)
                .orElse(null);
        if (process == null) {
            return;
        }
        if (Path.of(process.info().command().orElse("")).startsWith(folder.path())) {
            log.warn("Stopping the database server, process {}, that a killed server left running", process.pid());
            postgres.run("pg_ctl", "stop", "-D", database.toString(), "-m", "fast", "-w", "-t", "60");
        } else if (!isPostgresOn(database, process)) {
            log.warn("{} names process {}, which is no database server; ignoring it", pidFile, process.pid());
            lines.set(0, Long.toString(ProcessHandle.current().pid()));
            replace(pidFile, lines);
        }
    }

    private static boolean isPostgresOn(Path database, ProcessHandle process) {
        Path program = Path.of(process.info().command().orElse("")).getFileName();
        // If the system does not tell the arguments (Windows), any PostgreSQL might use these files.
        String commandLine = process.info().commandLine().orElse(database.toString());
        return program != null
                && program.toString().startsWith("postgres")
                && commandLine.contains(database.toString());
    }

    private static void replace(Path pidFile, List<String> lines) throws IOException {
        Path part = pidFile.resolveSibling("postmaster.pid.part");
        Files.write(part, lines);
        Files.move(part, pidFile, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
