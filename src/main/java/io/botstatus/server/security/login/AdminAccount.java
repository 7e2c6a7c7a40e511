package io.botstatus.server.security.login;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The user that every server has.
 *
 * @param password never printed
 * @param passwordFile the file that keeps it, or null if the settings have it
 */
public record AdminAccount(String password, @Nullable Path passwordFile) {

    /** The user's name. */
    public static final String NAME = "admin";

    /** Leaves out the password. */
    @Override
    public String toString() {
        return "AdminAccount[" + NAME + "]";
    }
}
