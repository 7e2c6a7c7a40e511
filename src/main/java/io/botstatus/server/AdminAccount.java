package io.botstatus.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * The one user of the server.
 *
 * @param password what the user logs in with; never printed
 * @param passwordFile where it is kept, or null when it was given from outside
 */
record AdminAccount(String password, @Nullable Path passwordFile) {

    static final String NAME = "admin";

    static AdminAccount of(ServerProperties properties) {
        String given = properties.adminPassword();
        if (StringUtils.hasText(given)) {
            return new AdminAccount(given, null);
        }
        try {
            OwnerOnly.createFolder(properties.dataDir());
            Path file = properties.dataDir().resolve("admin-password");
            return new AdminAccount(OwnerOnly.secretIn(file), file);
        } catch (IOException e) {
            throw new UncheckedIOException("The data folder " + properties.dataDir() + " can't be used: " + e, e);
        }
    }

    @Override
    public String toString() {
        return "AdminAccount[" + NAME + "]";
    }
}
