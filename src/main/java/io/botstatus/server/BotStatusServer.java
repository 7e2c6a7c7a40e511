package io.botstatus.server;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration;

/** Starts the process engine, its REST API and web apps, and whatever plugin lies on the classpath, as one process. */
// The one user comes from SecurityConfiguration; Boot's would be made up, and its password printed.
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
public class BotStatusServer {

    public static void main(String[] args) {
        SpringApplication.run(BotStatusServer.class, args);
    }
}
