package io.botstatus.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.botstatus.TestDatabase;
import io.botstatus.server.ServerProcess;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A host whose web part is Camunda's REST API alone, which is Jersey, has no class of Spring MVC. */
class JerseyHostIT {

    /** What the starter of Camunda's REST API does not bring. */
    private static final Pattern NOT_ITS_OWN =
            Pattern.compile(".*/(spring-webmvc|spring-security|springdoc|swagger|camunda-bpm-spring-boot-starter-webapp"
                    + "|camunda-webapp|spring-boot-starter-(security|web|oauth2))[^/]*\\.jar");

    @TempDir
    Path folder = Path.of("");

    @Test
    void startsWithoutThePluginsHttpPartAndSaysSo() throws Exception {
        String database = TestDatabase.newDatabase();
        Map<String, String> settings = Map.of(
                "SPRING_CONFIG_NAME", "none",
                "SPRING_DATASOURCE_URL", database,
                "SPRING_DATASOURCE_USERNAME", "postgres",
                "CAMUNDA_BPM_AUTO_DEPLOYMENT_ENABLED", "false");
        List<String> command = List.of(
                ServerProcess.java(), "-XX:TieredStopAtLevel=1", "-cp", classPath(), JerseyHost.class.getName());
        try (ServerProcess host = ServerProcess.start(command, folder, folder.resolve("log"), settings)
                .awaitReady()) {
            assertThat(host.log().lines().filter(line -> line.contains("has no Spring MVC")))
                    .singleElement()
                    .asString()
                    .contains("spring-boot-starter-web brings them");

            assertThat(message(host, "c-1")).isEqualTo(204);
            assertThat(JdbcClient.create(new DriverManagerDataSource(database, "postgres", ""))
                            .sql("select contact_id from bot_hold")
                            .query(String.class)
                            .list())
                    .containsExactly("c-1");
        }
    }

    private static int message(ServerProcess host, String contact) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + host.port() + "/engine-rest/message"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"messageName\": \"bot.manualMessageSent\", \"businessKey\": \"" + contact + "\"}"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
    }

    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !NOT_ITS_OWN.matcher(entry).matches())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
