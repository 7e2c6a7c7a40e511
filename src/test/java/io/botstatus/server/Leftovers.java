package io.botstatus.server;

import java.nio.file.Path;
import java.util.List;

/** Database servers that a test which failed halfway has left running in its folder. */
public final class Leftovers {

    private Leftovers() {}

    public static void stopBelow(Path folder) {
        List<ProcessHandle> running = ProcessHandle.allProcesses()
                .filter(process -> Path.of(process.info().command().orElse("")).startsWith(folder))
                .toList();
        running.forEach(ProcessHandle::destroyForcibly);
        running.forEach(process -> process.onExit().join()); // so that the folder can be deleted
    }
}
