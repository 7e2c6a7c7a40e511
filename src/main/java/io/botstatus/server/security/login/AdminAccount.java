package io.botstatus.server.security.login;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The user that every server has.
 *
 * @param password what the user logs in with; never printed
 * @param passwordFile where it is kept, or null when it was given from outside
 */
public record AdminAccount(String password, @Nullable Path passwordFile) {

    /** What the user is called. */
    public static final String NAME = "admin";

    /** Without the password. */
    @Override
    public String toString() {
        return "AdminAccount[" + NAME + "]";
    }
}
