package io.botstatus.server.postgres;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of the runnable server.
 *
 * @param dataDir the folder of this server alone, with the embedded database and generated secrets. Two servers on one folder would
 *     destroy each other's data, so the second one refuses to start
 * @param adminPassword the password of the user {@code admin}; if it is missing or blank, the server generates one and keeps it in
 *     the data folder
 * @param databaseWait how long the start waits for a database that does not answer
 */
@ConfigurationProperties("botstatus")
public record ServerProperties(
        @DefaultValue(".data") Path dataDir,
        @Nullable String adminPassword,
        @DefaultValue("2m") Duration databaseWait) {

    public ServerProperties {
        dataDir = dataDir.toAbsolutePath().normalize();
    }
}
