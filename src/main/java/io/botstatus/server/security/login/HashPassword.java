package io.botstatus.server.security.login;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Hashes a password for {@code botstatus.security.users}, from a hidden prompt or a line of the standard input. */
public final class HashPassword {

    private HashPassword() {}

    /** Asks for a password and prints its hash. The password is never an argument, because other users can see those. */
    @SuppressWarnings("SystemConsoleNull") // since JDK 22 there is always one, which reads piped lines too
    public static void ask() throws IOException {
        Console console = System.console();
        String password = console == null ? line() : String.valueOf(console.readPassword("Password: "));
        if (password == null || password.isBlank() || password.getBytes(StandardCharsets.UTF_8).length > 72) {
            System.err.println("Allowed: a password of 1 to 72 bytes, more than which bcrypt does not look at.");
            System.exit(1);
        }
        System.out.println(PasswordHash.of(password));
    }

    private static String line() throws IOException {
        return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    }
}
