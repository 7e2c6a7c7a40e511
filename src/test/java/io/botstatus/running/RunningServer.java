package io.botstatus.running;

import io.botstatus.notify.Receiver;
import io.botstatus.server.Leftovers;
import io.botstatus.server.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.springframework.util.FileSystemUtils;

/**
 * The one server of the suite: the runnable jar as a process, with its embedded database and its own settings. The test's
 * {@code application.yaml} only connects it to the outside, as the guide to chat platforms says: webhooks, and a target of changes.
 */
final class RunningServer implements CloseableResource {

    private final Path folder;
    private final ServerProcess process;
    private final Receiver receiver;
    private final ServerClient client;

    private RunningServer(Path folder, ServerProcess process, Receiver receiver, ServerClient client) {
        this.folder = folder;
        this.process = process;
        this.receiver = receiver;
        this.client = client;
    }

    static RunningServer start() {
        try {
            Path folder = Files.createTempDirectory("running");
            Files.createSymbolicLink(folder.resolve("bpmn"), Path.of("bpmn").toAbsolutePath());
            Receiver receiver = new Receiver();
            Files.writeString(
                    folder.resolve("application.yaml"), PlatformsGuide.settings(folder, receiver.url("/changes")));
            ServerProcess process =
                    ServerProcess.start(folder, PlatformsGuide.SECRETS).awaitReady();
            String password =
                    Files.readString(folder.resolve(".data/admin-password")).strip();
            return new RunningServer(folder, process, receiver, new ServerClient(process.port(), password));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    ServerClient client() {
        return client;
    }

    /** The target that receives each change of a status. */
    Receiver receiver() {
        return receiver;
    }

    /** Types the commands in its folder, where a reader stands, and gives what they print. */
    String type(WalkThrough commands) throws IOException, InterruptedException {
        return commands.type(folder, client.port(), Map.of());
    }

    /** Types the commands in a shell with these variables. */
    String type(WalkThrough commands, Map<String, String> variables) throws IOException, InterruptedException {
        return commands.type(folder, client.port(), variables);
    }

    @Override
    public void close() {
        process.close();
        Leftovers.stopBelow(folder);
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
