package io.botstatus.bench;

import io.botstatus.server.BotStatusServer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The runnable server on the database of {@link Ours}, with one more endpoint, which does nothing. Every call logs in. */
final class OurServer {

    private static final String PASSWORD = "a-password-for-the-bench";

    private final String address;
    private final int paused;

    OurServer(Ours ours) {
        paused = ours.paused();
        var context = new SpringApplicationBuilder(BotStatusServer.class, Empty.class)
                .run(
                        "--server.port=0",
                        "--spring.datasource.url=" + ours.jdbcUrl(),
                        "--spring.datasource.username=postgres",
                        // PostgreSQL goes down with the JVM; a context that closes at the same time would wait for it.
                        "--spring.main.register-shutdown-hook=false",
                        "--spring.jmx.enabled=false",
                        "--logging.level.root=error",
                        "--camunda.bpm.job-execution.enabled=false",
                        "--botstatus.data-dir=target/bench/data",
                        "--botstatus.admin-password=" + PASSWORD);
        address = "http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    Contender statusRead() {
        return get(
                "GET bot-status",
                "'/api/contacts/%s-' .. math.random(1, %d) .. '/bot-status'".formatted(Ours.PAUSED, paused));
    }

    Contender empty() {
        return get("an empty endpoint of the same server", "'/api/empty'");
    }

    private Contender get(String name, String path) {
        String login = Base64.getEncoder().encodeToString(("admin:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        return Wrk.get(name, address, "Basic " + login, path);
    }

    @RestController
    static class Empty {
        @GetMapping("/api/empty")
        void nothing() {}
    }
}
