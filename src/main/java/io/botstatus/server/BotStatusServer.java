package io.botstatus.server;

import io.botstatus.server.security.http.OutOfMemoryExit;
import io.botstatus.server.security.login.HashPassword;
import java.io.IOException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration;

/** Starts the process engine, its REST API and web apps, and the plugin, as one process. */
// The users come from SecurityConfiguration. Boot would invent a user and print its password.
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
public class BotStatusServer {

    /** Starts the server. With {@code hash-password} it only hashes a typed password, for the settings. */
    public static void main(String[] args) throws IOException {
        if (args.length == 1 && args[0].equals("hash-password")) {
            HashPassword.ask();
            return;
        }
        OutOfMemoryExit.watchThreads();
        SpringApplication.run(BotStatusServer.class, args);
    }
}
