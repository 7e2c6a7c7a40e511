package com.example.orders;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class OrdersApplication {

    static final Instant OPENED = Instant.parse("2020-02-02T10:00:00Z");

    public static void main(String[] args) {
        SpringApplication.run(OrdersApplication.class, args);
    }

    /** A clock of the application's own. */
    @Bean
    Clock clock() {
        return Clock.fixed(OPENED, ZoneOffset.UTC);
    }
}
