package io.botstatus.running;

import io.botstatus.LongRunning;
import io.botstatus.server.Leftovers;
import io.botstatus.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** On the server that the README's first command starts, with its embedded database. */
@LongRunning
@EnabledOnOs(
        value = {OS.LINUX, OS.MAC},
        disabledReason = "leftover database servers are found by their program's path")
class MavenServerIT extends HearsOfChanges {

    @TempDir
    private static Path folder = Path.of("");

    private static ServerProcess process;
    private static ServerClient server;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        process = ServerProcess.start(
                        List.of(
                                maven(),
                                "--offline",
                                "spring-boot:run",
                                // Skips the build, since the build that runs this test has made everything already.
                                "-Dmaven.main.skip",
                                "-Dmaven.test.skip",
                                "-Dmaven.resources.skip"),
                        Path.of(""),
                        Files.createTempFile(folder, "maven", ".log"),
                        Map.of("BOTSTATUS_DATA_DIR", folder.resolve(".data").toString()))
                .awaitReady();
        server = new ServerClient(
                process.port(),
                Files.readString(folder.resolve(".data/admin-password")).strip());
    }

    private static String maven() {
        String home = System.getProperty("maven.home");
        return home == null ? "mvn" : Path.of(home, "bin", "mvn").toString();
    }

    @AfterAll
    static void stop() {
        process.close();
        Leftovers.stopBelow(folder);
    }

    @AfterEach
    void undeploy() {
        server.undeploy();
    }

    @Override
    ServerClient server() {
        return server;
    }
}
