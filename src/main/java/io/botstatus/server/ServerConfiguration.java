package io.botstatus.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.botstatus.server.postgres.PrivateFiles;
import io.botstatus.server.postgres.ServerProperties;
import io.botstatus.server.security.login.AdminAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.util.StringUtils;

/** The server's own properties, and the beans that they configure. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ServerProperties.class)
class ServerConfiguration {

    @Bean
    AdminAccount adminAccount(ServerProperties properties) {
        String given = properties.adminPassword();
        if (StringUtils.hasText(given)) {
            return new AdminAccount(given, null);
        }
        try {
            PrivateFiles.createFolder(properties.dataDir());
            Path file = properties.dataDir().resolve("admin-password");
            return new AdminAccount(PrivateFiles.secretIn(file), file);
        } catch (IOException e) {
            throw new UncheckedIOException("The data folder " + properties.dataDir() + " can't be used: " + e, e);
        }
    }

    /** Replaces Spring Boot's converter. */
    @Bean
    MappingJackson2HttpMessageConverter jsonInOnePiece(ObjectMapper json) {
        return new BufferedJsonConverter(json);
    }
}
