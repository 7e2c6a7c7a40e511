package io.botstatus.bench;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A Camunda server by its guide: Spring Boot, the starters of the REST API and of the web apps, PostgreSQL. */
@SpringBootApplication
public class PlainServer {

    public static void main(String[] arguments) {
        SpringApplication.run(PlainServer.class, arguments);
    }
}
