package io.botstatus.server.postgres;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What only the runnable server asks for.
 *
 * @param dataDir folder that belongs to this server alone: the embedded database and the secrets made once. Two servers
 *     on one folder would destroy each other's data, so the second one refuses to start
 * @param adminPassword password of the user {@code admin}; when it is missing or blank, one is made once and kept in
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
