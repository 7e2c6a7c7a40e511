package io.botstatus.running;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/** The environment that docker-compose.yml gives the server, without a container. */
final class ComposeFile {

    /** The variables that its first line tells a reader to set. */
    static final Map<String, String> VARIABLES =
            Map.of("BOTSTATUS_DB_PASSWORD", "database-secret", "BOTSTATUS_ADMIN_PASSWORD", "secret");

    static final String DATABASE_USER = "botstatus";

    private static final Path FILE = Path.of("docker-compose.yml");
    private static final String DATABASE_ADDRESS = "//database:5432/botstatus";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?::[^}]*)?}");

    private ComposeFile() {}

    /** The server's environment, with a database at this address instead of the container. */
    static Map<String, String> environment(String databaseAddress) throws IOException {
        Map<String, Map<String, Map<String, Object>>> file = new Yaml().load(Files.readString(FILE));
        Map<String, String> environment = new TreeMap<>();
        ((Map<?, ?>) file.get("services").get("server").get("environment"))
                .forEach((name, value) -> environment.put(name.toString(), filledIn(value.toString())));
        environment.computeIfPresent(
                "SPRING_DATASOURCE_URL", (name, url) -> url.replace(DATABASE_ADDRESS, databaseAddress));
        return environment;
    }

    private static String filledIn(String text) {
        return VARIABLE.matcher(text).replaceAll(variable -> VARIABLES.getOrDefault(variable.group(1), ""));
    }
}
